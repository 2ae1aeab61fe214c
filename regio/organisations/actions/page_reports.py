"""Pages and news as things that can be reported. Neither the room of pages nor that of cases may know the other; this one does."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from regio.moderation.registry import Subject, Target
from regio.organisations.choices import Role
from regio.organisations.models import Membership
from regio.pages.actions.bin import purge_pages
from regio.pages.actions.publication import hide_page, show_page
from regio.pages.models import Page, PageVersion
from regio.pages.queries.lists import address_of
from regio.pages.queries.owners import owner_of
from regio.pages.queries.search import words_of
from regio.pages.rules import visible_pages

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from regio.accounts.models import User

KIND = "pages.page"


def _find(user: "User | AnonymousUser", key: str) -> Subject | None:
    """The page as `user` sees it. Drafts are not in it: who writes them is alone with them."""
    page = _page(key)
    if page is None or page.hidden_at or not Page.objects.live().filter(visible_pages(user), pk=page.pk).exists():
        return None
    owner = owner_of(page)
    if owner is None:
        return None
    text = f"{page.title}\n{page.lead}\n{words_of(page)}"
    return Subject(f"{owner.label}: {page.title}", address_of(page, owner), page.municipality_id, text)


def _hide(key: str, by: "User") -> None:
    if page := _page(key):
        hide_page(page, by=by)


def _restore(key: str, by: "User") -> None:
    if page := _page(key):
        show_page(page, by=by)


def _purge(key: str) -> None:
    if page := _page(key):
        purge_pages(Page.objects.filter(pk=page.pk))


def _people(key: str) -> Iterable["User"]:
    """Who published it last, and the managers of its organisation."""
    page = _page(key)
    if page is None:
        return []
    newest = PageVersion.objects.filter(page=page, is_published=True).select_related("by").order_by("-number").first()
    found = {newest.by} if newest and newest.by and newest.by.is_active else set()
    if page.owner_kind == "organisation" and page.owner_key.isdecimal():
        held = Membership.objects.filter(organisation=int(page.owner_key), role=Role.MANAGER, person__is_active=True)
        found |= {membership.person for membership in held.select_related("person")}
    return sorted(found, key=lambda person: person.pk)


def _page(key: str) -> Page | None:
    try:
        return Page.objects.filter(pk=UUID(key)).first()
    except ValueError:
        return None


TARGET = Target(KIND, _("Page or news"), find=_find, hide=_hide, restore=_restore, people=_people, purge=_purge)
