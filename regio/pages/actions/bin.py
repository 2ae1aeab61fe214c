"""Deleting pages; for some weeks they can be had back."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet

from regio.audit import actions as audit
from regio.core.permissions import require
from regio.core.time import now
from regio.files import actions as files
from regio.files.models import File
from regio.pages.actions.findable import keep_findable
from regio.pages.models import Page
from regio.pages.queries.lists import BIN_DAYS
from regio.pages.rules import can_edit_page

if TYPE_CHECKING:
    from regio.accounts.models import User


@transaction.atomic
def delete_page(page: Page, *, by: "User | None") -> Page:
    """Nobody but its editors sees it any more. Within 30 days it can be had back as it was."""
    return _set_deleted(page, is_deleted=True, by=by)


@transaction.atomic
def bring_back_page(page: Page, *, by: "User | None") -> Page:
    """Undo `delete_page`: as it was, public if it was public."""
    return _set_deleted(page, is_deleted=False, by=by)


def _set_deleted(page: Page, *, is_deleted: bool, by: "User | None") -> Page:
    require(can_edit_page(by, page))
    locked = Page.objects.lock(page.pk)
    if (locked.deleted_at is not None) == is_deleted:
        return locked
    locked.deleted_at = now() if is_deleted else None
    locked.save(update_fields=["deleted_at", "updated_at"])
    audit.record("pages.deleted" if is_deleted else "pages.brought_back", by=by, of=locked)
    keep_findable([locked])
    return locked


@transaction.atomic
def empty_bin() -> int:
    """Delete for good what has lain in the bin for 30 days, with its history and files. Returns how many pages."""
    old = Page.objects.filter(deleted_at__lt=now() - timedelta(days=BIN_DAYS), hidden_at=None)  # an appeal may need it
    gone = list(old.select_for_update(skip_locked=True, of=("self",)))
    return _delete_for_good(gone)


@transaction.atomic
def purge_pages(pages: QuerySet[Page]) -> int:
    """Delete for good, with history and files, what a decision of the desk hid, when nobody can appeal any more."""
    return _delete_for_good(list(pages.exclude(hidden_at=None).select_for_update(of=("self",))))


def _delete_for_good(gone: list[Page]) -> int:
    for file in File.objects.there().filter(owner_kind="pages.page", owner_key__in=[str(page.pk) for page in gone]):
        files.drop(file, by=None)
    audit.record_many("pages.deleted_for_good", by=None, of=gone)
    Page.objects.filter(pk__in=[page.pk for page in gone]).delete()
    return len(gone)
