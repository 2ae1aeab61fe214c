"""Who may see and write pages. Each visibility rule stands beside its SQL twin; a test proves that both agree."""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import BigIntegerField, Exists, OuterRef, Q
from django.db.models.functions import Cast

from regio.pages.models import Page
from regio.pages.registry import kind_of, owner_kinds
from regio.region.choices import Duty
from regio.region.models import Municipality
from regio.region.rules import holds_duty, municipalities_of

if TYPE_CHECKING:
    from regio.accounts.models import User
    from regio.pages.registry import Visitor

MOST_PAGES = 200  # of one owner, news included


def can_write_pages(user: "Visitor", owner_kind: str, owner_key: str) -> bool:
    """Whoever edits the owner. None is the platform itself (demo, command line)."""
    if user is None:
        return True
    kind = kind_of(owner_kind)
    return kind is not None and user.is_active and kind.can_edit(user, owner_key)


def can_edit_page(user: "Visitor", page: Page) -> bool:
    """Draft, preview, history, publication: the people of its owner."""
    return can_write_pages(user, page.owner_kind, page.owner_key)


def is_public_page(page: Page) -> bool:
    """Published, neither hidden nor deleted, and its owner is public."""
    kind = kind_of(page.owner_kind)
    if not page.is_live or kind is None:
        return False
    owner = kind.of([page.owner_key]).get(page.owner_key)
    return owner is not None and owner.is_public


def public_pages() -> Q:
    """Twin of `is_public_page`, for querysets that are `live()` already."""
    return _any_kind([Q(owner_kind=kind.name) & kind.public() for kind in owner_kinds()])


def can_see_page(user: "Visitor", page: Page) -> bool:
    """Everybody sees what is public; the people of its owner see everything of theirs."""
    return is_public_page(page) or (user is not None and can_edit_page(user, page))


def visible_pages(user: "Visitor") -> Q:
    """Twin of `can_see_page`."""
    live = Q(published_at__isnull=False, hidden_at=None, deleted_at=None) & public_pages()
    if user is None or not user.is_active:
        return live
    return live | editable_pages(user)


def editable_pages(user: "Visitor") -> Q:
    """Twin of `can_edit_page` for persons."""
    if user is None or not user.is_active:
        return Q(pk__in=())
    return _any_kind([Q(owner_kind=kind.name) & kind.editable(user) for kind in owner_kinds()])


def can_hide_page(user: "User | None", page: Page) -> bool:
    """By a decision: who moderates the county or the Gemeinde of its owner. None is the platform itself."""
    return user is None or holds_duty(user, Duty.MODERATOR, municipality=page.municipality)


def can_see_files_of_page(user: "Visitor", key: str, purpose: str) -> bool:
    """Pictures and files of a page: whoever sees the page."""
    page = _page_at(key)
    return page is not None and can_see_page(user, page)


def are_files_public(key: str, purpose: str) -> bool:
    """Caches may keep what everybody sees."""
    page = _page_at(key)
    return page is not None and is_public_page(page)


def can_edit_pages_of_gemeinde(user: "Visitor", key: str) -> bool:
    """Its own editors and the county's."""
    places = municipalities_of(_person(user), Duty.EDITOR)
    return places is None or key in {str(place) for place in places}


def pages_of_editable_gemeinden(user: "Visitor") -> Q:
    """Twin of `can_edit_pages_of_gemeinde`."""
    places = municipalities_of(_person(user), Duty.EDITOR)
    return Q() if places is None else Q(owner_key__in=[str(place) for place in places])


def pages_of_public_gemeinden() -> Q:
    """The county's own Gemeinden have a page, and so have their pages."""
    own = Municipality.objects.own().filter(pk=Cast(OuterRef("owner_key"), BigIntegerField()))
    return Q(Exists(own))


def _person(user: "Visitor") -> "User | None":
    return user if user is not None and user.is_authenticated else None


def _page_at(key: str) -> Page | None:
    try:
        return Page.objects.filter(pk=UUID(key)).first()
    except ValueError:
        return None


def _any_kind(conditions: list[Q]) -> Q:
    return reduce(or_, conditions, Q(pk__in=()))
