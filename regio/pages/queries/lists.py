"""Lists of pages and news."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from regio.core.rich import plain
from regio.core.time import now
from regio.files.queries import Shown, files_of_many
from regio.pages.choices import BlockKind, Kind
from regio.pages.documents import Owner
from regio.pages.models import Page
from regio.pages.queries.owners import owners_of
from regio.pages.queries.shown import ShownPicture, shown_picture
from regio.pages.rules import public_pages
from regio.region.queries import neighbours_of, own_places

if TYPE_CHECKING:
    from regio.pages.registry import Visitor

BIN_DAYS = 30
NEWS_PER_PAGE = 12
_NEAR_DAYS = 60
_LEAD = 200  # characters, where nobody wrote a summary


@dataclass(frozen=True, slots=True)
class Listed:
    """A page or news in a list, with whose it is."""

    page: Page
    owner: Owner
    url: str
    lead: str
    picture: ShownPicture | None = None


@dataclass(frozen=True, slots=True)
class OwnerPages:
    """What an editor finds: standing pages in order, news newest first, and what can still be brought back."""

    pages: list[Page]
    news: list[Page]
    deleted: list[Page]


def address_of(page: Page, owner: Owner) -> str:
    """Public address: `/verzeichnis/hofladen/seiten/feste/`."""
    return reverse(f"pages:of_{owner.kind}", args=[owner.address, page.slug])


def lead_of(page: Page) -> str:
    """Its summary, or how its first text begins."""
    if page.lead:
        return page.lead
    text = next((block["text"] for block in page.blocks if block["kind"] == BlockKind.TEXT and block["text"]), "")
    words = plain(text)
    return words if len(words) <= _LEAD else words[:_LEAD].rsplit(" ", 1)[0] + " …"


def pages_of(owner: Owner, *, kind: str = Kind.PAGE) -> list[Page]:
    """The public pages of `owner` in their order; news without those that are over."""
    found = Page.objects.live().of(owner.kind, owner.key).defer("draft", "blocks")
    return list(found.standing() if kind == Kind.PAGE else found.newest().filter(_not_over())[:NEWS_PER_PAGE])


def news_of(owner: Owner, *, after: str = "") -> tuple[list[Listed], str]:
    """A stretch of an owner's news, newest first, and the key to go on with (`after`); empty at the end."""
    found = Page.objects.live().of(owner.kind, owner.key).newest().filter(_not_over())
    rows = list(_from(found, after).defer("draft")[: NEWS_PER_PAGE + 1])
    shown = rows[:NEWS_PER_PAGE]
    return listed(shown), _key(shown[-1]) if len(rows) > NEWS_PER_PAGE else ""


def news_of_many(kind: str, keys: Sequence[str], *, most: int) -> list[Listed]:
    """The newest public news of many owners of one kind together."""
    found = Page.objects.live().newest().filter(_not_over(), public_pages(), owner_kind=kind, owner_key__in=keys)
    return listed(list(found.defer("draft")[:most]))


def newest_news(owner: Owner, *, most: int = 20) -> list[Page]:
    """What a feed carries."""
    return list(Page.objects.live().of(owner.kind, owner.key).newest().filter(_not_over()).defer("draft")[:most])


def news_near(user: "Visitor", limit: int = 4) -> list[Listed]:
    """Newest news from the home Gemeinde of `user`, then from those within the radius; of the county without a home."""
    since = timezone.localdate() - timedelta(days=_NEAR_DAYS)
    fresh = Page.objects.live().newest().filter(_not_over(), public_pages(), day__gte=since).defer("draft")
    places = own_places()
    home = next((place for place in places if place.pk == getattr(user, "home_id", None)), None)
    if home is None:
        return listed(list(fresh.filter(municipality__in=[place.pk for place in places])[:limit]))
    found = list(fresh.filter(municipality=home.pk)[:limit])
    if len(found) < limit:
        around = neighbours_of(home, getattr(user, "radius_km", 0), most=len(places))
        found += fresh.filter(municipality__in=[one.municipality.pk for one in around])[: limit - len(found)]
    return listed(found)


def one_of_each_lane(found: Sequence[Listed], most: int) -> list[Listed]:
    """The first of each lane before a second of any, in the order they came: nobody is drowned out by many news."""
    lanes: dict[str, Listed] = {}
    for one in found:
        lanes.setdefault(one.owner.lane, one)
    firsts = list(lanes.values())
    chosen = [*firsts, *(one for one in found if one not in firsts)][:most]
    return [one for one in found if one in chosen]


def listed(pages: Sequence[Page]) -> list[Listed]:
    """With owners and teaser pictures: two queries for any number."""
    owners = owners_of(pages)
    files = _teasers(pages)
    found = []
    for page in pages:
        if owner := owners.get((page.owner_kind, page.owner_key)):
            picture = shown_picture(page.teaser, files)
            found.append(Listed(page, owner, address_of(page, owner), lead_of(page), picture))
    return found


def owner_pages(owner: Owner) -> OwnerPages:
    """Everything of `owner`, for its editors."""
    all_pages = Page.objects.of(owner.kind, owner.key).defer("draft", "blocks")
    there = all_pages.filter(deleted_at=None)
    news = there.filter(kind=Kind.NEWS).order_by(F("day").desc(nulls_first=True), "-created_at")
    return OwnerPages(list(there.standing()), list(news[:100]), list(in_bin(all_pages)))


def in_bin(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Deleted, and not yet gone for good."""
    return pages.filter(deleted_at__gt=now() - timedelta(days=BIN_DAYS)).order_by("-deleted_at")


def _not_over() -> Q:
    return Q(until=None) | Q(until__gte=timezone.localdate())


def _teasers(pages: Iterable[Page]) -> dict[str, Shown]:
    owners = [("pages.page", str(page.pk)) for page in pages if page.teaser]
    if not owners:
        return {}
    return {str(file.id): file for shown in files_of_many(owners, purpose="page").values() for file in shown}


def _key(page: Page) -> str:
    return f"{page.day:%Y-%m-%d}.{page.pk}" if page.day else ""


def _from(found: QuerySet[Page], after: str) -> QuerySet[Page]:
    """Goes on behind the key of the last one; damaged keys begin anew."""
    last = _last(after)
    if last is None:
        return found
    return found.filter(
        Q(day__lt=last.day)
        | Q(day=last.day, published_at__lt=last.published_at)
        | Q(day=last.day, published_at=last.published_at, pk__gt=last.pk)
    )


def _last(after: str) -> Page | None:
    day, _dot, pk = after.partition(".")
    try:
        return Page.objects.live().filter(pk=UUID(pk), day=date.fromisoformat(day)).only("day", "published_at").first()
    except ValueError:
        return None
