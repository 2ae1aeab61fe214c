"""Beginning a page, and writing its draft.

Saving a draft leaves no trace on the trail: it happens every few seconds, and only its publication concerns others.
"""

from itertools import chain, count
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from regio.audit import actions as audit
from regio.core.permissions import require
from regio.core.text import one_line, slug
from regio.core.time import clock_text, now
from regio.files import actions as files
from regio.files.models import File
from regio.pages.choices import Kind
from regio.pages.documents import Content, Owner, fresh
from regio.pages.errors import NotAPage, NotShown, SavedMeanwhile, TooManyPages
from regio.pages.models import Page, PageVersion
from regio.pages.queries import content_of
from regio.pages.queries.writing import files_on
from regio.pages.rules import MOST_PAGES, can_edit_page, can_write_pages

if TYPE_CHECKING:
    from regio.accounts.models import User


@transaction.atomic
def create_page(owner: Owner, *, kind: str, title: str, by: "User | None") -> Page:
    """A new page of `owner` with one empty text; nobody else sees it. Its address comes from the title and stays."""
    require(can_write_pages(by, owner.kind, owner.key))
    lock_owner(owner.kind, owner.key)
    own = Page.objects.of(owner.kind, owner.key)
    if own.filter(deleted_at=None).count() >= MOST_PAGES:
        raise TooManyPages
    content = Content(title=one_line(title), blocks=[fresh("text")]).checked()
    if not content.title:
        raise NotAPage(_("Please give the page a heading."))
    page = Page.objects.create(
        owner_kind=owner.kind,
        owner_key=owner.key,
        municipality_id=owner.municipality_id,
        kind=Kind(kind),
        slug=_free_address(content.title, set(own.values_list("slug", flat=True))),
        title=content.title,
        draft=content.as_json(),
        draft_by=by,
        draft_at=now(),
        position=(own.aggregate(last=Max("position"))["last"] or 0) + 1,
    )
    audit.record("pages.created", by=by, of=page, owner=[owner.kind, owner.key])
    return page


@transaction.atomic
def save_draft(page: Page, content: Content, *, revision: int, by: "User | None", take_over: bool = False) -> Page:
    """Store what `by` wrote on top of `revision`. Refuses with SavedMeanwhile when somebody has saved since.

    With `take_over` it is stored all the same; what the other one wrote goes into the history. Unchanged content writes
    nothing.
    """
    require(can_edit_page(by, page))
    locked = Page.objects.lock(page.pk)
    if locked.deleted_at:
        raise NotShown(_("This page was deleted. Please bring it back first."))
    stored = content.checked().as_json()
    if stored == content_of(locked).as_json():
        return locked
    if locked.revision != revision:
        if not take_over:
            raise _saved_meanwhile(locked, by=by)
        keep_version(locked, content_of(locked), by=locked.draft_by, is_published=False)
    _check_files(locked, content)
    return _write_draft(locked, content, by=by)


@transaction.atomic
def restore_version(version: PageVersion, *, by: "User | None") -> Page:
    """Make an old version the draft again; a draft that stands in its place goes into the history."""
    require(can_edit_page(by, version.page))
    locked = Page.objects.lock(version.page_id)
    if locked.draft:
        keep_version(locked, content_of(locked), by=locked.draft_by, is_published=False)
    _write_draft(locked, Content.of(version.stored), by=by)
    audit.record("pages.version_restored", by=by, of=locked, number=version.number)
    return locked


def add_file(page: Page, upload: UploadedFile, *, by: "User | None", alt: str = "") -> File:
    """Take in a picture or PDF for `page`. Refuses with a sentence (regio.files.errors)."""
    require(can_edit_page(by, page))
    return files.store(upload, by=by, owner=("pages.page", str(page.pk)), purpose="page", alt=alt)


def keep_version(page: Page, content: Content, *, by: "User | None", is_published: bool) -> PageVersion:
    """Put `content` into the history of a locked page."""
    rest = content.without_traces().as_json()
    last = page.versions.aggregate(last=Max("number"))["last"] or 0
    return PageVersion.objects.create(
        page=page,
        number=last + 1,
        title=rest.pop("title"),
        blocks=rest.pop("blocks"),
        rest=rest,
        by=by,
        is_published=is_published,
    )


def lock_owner(kind: str, key: str) -> None:
    """Addresses and order of one owner's pages are decided by one transaction after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"pages {kind} {key}"])


def _write_draft(locked: Page, content: Content, *, by: "User | None") -> Page:
    locked.draft, locked.draft_by, locked.draft_at = content.as_json(), by, now()
    locked.revision += 1
    locked.save(update_fields=["draft", "draft_by", "draft_at", "revision"])
    return locked


def _saved_meanwhile(locked: Page, *, by: "User | None") -> SavedMeanwhile:
    if by is not None and locked.draft_by_id == by.pk:
        return SavedMeanwhile(_("You have saved this page in another window meanwhile."))
    if locked.draft_by and locked.draft_at:
        words = {"name": str(locked.draft_by), "at": clock_text(locked.draft_at)}
        return SavedMeanwhile(_("%(name)s has just saved this page (%(at)s).") % words)
    return SavedMeanwhile()


def _check_files(page: Page, content: Content) -> None:
    """Only pictures and files of this page; those of an old version may be gone already."""
    new = set(content.files()) - set(content_of(page).files())
    if new and not new <= files_on(page).keys():
        raise NotAPage(_("A picture or file does not belong to this page."))


def _free_address(title: str, taken: set[str]) -> str:
    plain = slug(title)
    candidates = chain((plain,), (f"{plain}-{number}" for number in count(2)))
    return next(candidate for candidate in candidates if candidate not in taken)
