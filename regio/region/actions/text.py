"""Texts the law asks for: drafts and versions."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from regio.core.permissions import require
from regio.core.time import now, today
from regio.region.actions.trail import forget_cached, tell
from regio.region.errors import BeginsInThePast, NothingToPublish
from regio.region.models import LegalText
from regio.region.rules import can_edit_texts

if TYPE_CHECKING:
    from regio.accounts.models import User


@transaction.atomic
def save_draft(kind: str, language: str, *, body: str, by: "User") -> LegalText:
    """Keep `body` as the draft; the public sees nothing of it."""
    require(can_edit_texts(by))
    draft, _is_new = LegalText.objects.update_or_create(
        kind=kind, language=language, version=None, defaults={"body": body}
    )
    return draft


@transaction.atomic
def publish_text(kind: str, language: str, *, valid_from: date, by: "User") -> LegalText:
    """Make the draft the next version, in force from `valid_from` on. Versions are never changed or deleted."""
    require(can_edit_texts(by))
    if valid_from < today():
        raise BeginsInThePast
    draft = LegalText.objects.select_for_update().filter(kind=kind, language=language, version=None).first()
    if draft is None:
        raise NothingToPublish
    known = LegalText.objects.published().filter(kind=kind, language=language).aggregate(last=Max("version"))
    draft.version = (known["last"] or 0) + 1
    draft.valid_from, draft.published_at, draft.published_by = valid_from, now(), by
    draft.save()
    forget_cached()
    first = valid_from.isoformat()
    tell(
        "region.text_published", by=by, of=draft, kind=kind, language=language, version=draft.version, valid_from=first
    )
    return draft


@transaction.atomic
def discard_draft(kind: str, language: str, *, by: "User") -> None:
    """Throw away what was never published."""
    require(can_edit_texts(by))
    draft = LegalText.objects.select_for_update().filter(kind=kind, language=language, version=None).first()
    if draft:
        tell("region.text_draft_discarded", by=by, of=draft, kind=kind, language=language)
        draft.delete()
