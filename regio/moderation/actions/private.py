"""Looking at what is private, and the texts of reasons and wishes of the owner's people."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from regio.audit.actions import record
from regio.core.permissions import require
from regio.core.text import many_lines, one_line
from regio.moderation.choices import Need
from regio.moderation.documents import unknown_placeholders
from regio.moderation.errors import EmptyText, UnknownPlaceholder
from regio.moderation.models import Case, Insight, MailWish, ReasonTemplate
from regio.moderation.registry import kinds
from regio.moderation.rules import can_edit_templates, can_see_case, can_use_desk

if TYPE_CHECKING:
    from regio.accounts.models import User


@transaction.atomic
def look_into(case: Case, *, need: str, by: "User") -> Insight:
    """`by` says why they look at what is private in `case`; it opens to them for an hour. Audited with the fixed word."""
    require(can_see_case(by, case) and need in Need)
    insight = Insight.objects.create(case=case, by=by, need=need)
    record("moderation.private_seen", by=by, of=case, need=need)
    return insight


@transaction.atomic
def keep_template(
    *, by: "User", name: str, text: str, kind: str = "", of: ReasonTemplate | None = None
) -> ReasonTemplate:
    """Keep a text of reasons, or change one. Placeholders only from the list."""
    require(can_edit_templates(by))
    name, text = one_line(name)[:80], many_lines(text)
    if not name or not text:
        raise EmptyText
    if unknown_placeholders(text):
        raise UnknownPlaceholder
    template = of or ReasonTemplate()
    template.name, template.text, template.kind, template.changed_by = name, text, kind, by
    template.save()
    record("moderation.template_kept", by=by, of=template)
    return template


@transaction.atomic
def drop_template(template: ReasonTemplate, *, by: "User") -> None:
    """Nobody needs this text any more."""
    require(can_edit_templates(by))
    record("moderation.template_dropped", by=by, of=template)
    template.delete()


@transaction.atomic
def wish_mails(names: Iterable[str], *, by: "User") -> None:
    """Get a mail for every new case of exactly these kinds (FIELD 95)."""
    require(can_use_desk(by))
    wanted = {kind.name for kind in kinds()} & set(names)
    MailWish.objects.filter(person=by).exclude(kind__in=wanted).delete()
    wishes = [MailWish(person=by, kind=name) for name in sorted(wanted)]
    MailWish.objects.bulk_create(wishes, ignore_conflicts=True)
