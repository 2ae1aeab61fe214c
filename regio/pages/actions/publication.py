"""Showing a page to everybody, and taking it back."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regio.audit import actions as audit
from regio.core.permissions import require
from regio.core.time import now
from regio.pages.actions.draft import keep_version
from regio.pages.actions.findable import keep_findable
from regio.pages.choices import Kind
from regio.pages.documents import Content
from regio.pages.errors import NothingToShow, NotShown
from regio.pages.models import Page
from regio.pages.queries import content_of
from regio.pages.queries.writing import live_content
from regio.pages.rules import can_edit_page, can_hide_page

if TYPE_CHECKING:
    from regio.accounts.models import User

_LIVE = ["title", "menu_title", "lead", "day", "until", "teaser", "blocks"]


@transaction.atomic
def publish_page(page: Page, *, by: "User | None") -> Page:
    """Show the draft to everybody, from the moment the owner is public. News without a day are of today."""
    require(can_edit_page(by, page))
    locked = Page.objects.lock(page.pk)
    if locked.deleted_at or locked.hidden_at:
        raise NotShown(_("This page was deleted or hidden and cannot be published."))
    content = content_of(locked).without_traces()
    if not content.title or not has_something(content):
        raise NothingToShow
    if locked.published_at and not locked.draft:
        return locked
    for name in _LIVE:
        setattr(locked, name, getattr(content, name))
    if locked.kind == Kind.NEWS and locked.day is None:
        locked.day = timezone.localdate()
    locked.draft = locked.draft_by = locked.draft_at = None
    locked.published_at = locked.published_at or now()
    locked.revision += 1
    locked.save()
    version = keep_version(locked, live_content(locked), by=by, is_published=True)
    audit.record("pages.published", by=by, of=locked, version=version.number)
    keep_findable([locked])
    return locked


@transaction.atomic
def withdraw_page(page: Page, *, by: "User | None") -> Page:
    """Take a page back from the public; it goes on as a draft."""
    require(can_edit_page(by, page))
    locked = Page.objects.lock(page.pk)
    if locked.published_at is None:
        return locked
    if not locked.draft:
        locked.draft, locked.draft_by, locked.draft_at = live_content(locked).as_json(), by, now()
    locked.published_at = None
    locked.revision += 1
    locked.save()
    audit.record("pages.withdrawn", by=by, of=locked)
    keep_findable([locked])
    return locked


@transaction.atomic
def hide_page(page: Page, *, by: "User | None") -> None:
    """By a decision of the owner's people: nobody but its editors sees it; nothing is deleted."""
    require(can_hide_page(by, page))
    _set_hidden(page, is_hidden=True, by=by)


@transaction.atomic
def show_page(page: Page, *, by: "User | None") -> None:
    """The decision was taken back."""
    require(can_hide_page(by, page))
    _set_hidden(page, is_hidden=False, by=by)


def _set_hidden(page: Page, *, is_hidden: bool, by: "User | None") -> None:
    locked = Page.objects.lock(page.pk)
    if (locked.hidden_at is not None) == is_hidden:
        return
    locked.hidden_at = now() if is_hidden else None
    locked.save(update_fields=["hidden_at", "updated_at"])
    audit.record("pages.hidden" if is_hidden else "pages.shown_again", by=by, of=locked)
    keep_findable([locked])


def has_something(content: Content) -> bool:
    """Whether a reader would find anything below the heading."""
    return bool(content.lead or content.teaser) or any(_is_filled(block) for block in content.blocks)


def _is_filled(block: dict[str, object]) -> bool:
    if block["kind"] in ("map", "hours"):
        return True
    return any(value for key, value in block.items() if key not in ("id", "kind", "level", "style"))
