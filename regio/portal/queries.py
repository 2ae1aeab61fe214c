"""Reads of the portal: what the shell, the front page and the desk show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regio.chat.models import Conversation
from regio.chat.queries import Thread, memberships_of, own_inbox
from regio.chat.rules import answering
from regio.core.geo import Point
from regio.core.time import is_german
from regio.organisations.choices import Kind
from regio.organisations.models import Membership
from regio.organisations.queries import varied
from regio.region.maps import CountyMap
from regio.region.models import Municipality
from regio.region.queries import Place, county_map, own_places
from regio.search.queries import Ask, Hit, find

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from regio.accounts.models import User

SHOWN = 5
NEAR_CARDS, NEAR_LOOKED_AT = 4, 60
NUMBERS_SECONDS = 60  # as long the numbers of the tiles may be old
HEARTBEAT_SECONDS = 60  # procrastinate's workers sign every ten


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select."""

    value: str
    label: str
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Who is open around the visitor, how many there are, and, where that is little, who opens next."""

    open: list[Hit]
    total: int
    next: list[Hit]


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many organisations of each kind there are, and how many of them are open now."""

    all: dict[str, int]
    open: dict[str, int]


@dataclass(frozen=True, slots=True)
class Front:
    """What the front page shows. `home`: the visitor's Gemeinde, if known; `near`: who is open there now or next."""

    places: Sequence[Place]
    home: Place | None
    place_options: list[Option]
    outlines: CountyMap
    near: Near | None
    numbers: Numbers
    radius_km: int | None

    def directory(self, query: str) -> str:
        """Address of the directory with filters, seen from home."""
        around = f"&ort={self.home.slug}&umkreis={self.radius_km}" if self.home else ""
        return f"{reverse('organisations:directory')}?{query}{around}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A conversation in which somebody waits for an answer of an organisation."""

    id: UUID
    name: str
    organisation: str
    text: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Desk:
    """Whatever waits for a person, and what it acts for."""

    today: str
    threads: list[Thread]
    waiting: list[Waiting]
    memberships: list[Membership]
    home: Municipality | None


def front(user: "User | AnonymousUser") -> Front:
    """The Gemeinden and who is open near the home Gemeinde, or in the middle of the county for everybody else."""
    places = own_places()
    home = next((place for place in places if user.is_authenticated and place.pk == user.home_id), None)
    spot = centre(places, home.pk if home else None)
    radius_km = user.radius_km if home and user.is_authenticated else None
    return Front(
        places=places,
        home=home,
        place_options=place_options(places, chosen=home, first=home),
        outlines=county_map().at(home.slug) if home else county_map(),
        near=near(spot, radius_km=radius_km) if spot else None,
        numbers=numbers(),
        radius_km=radius_km,
    )


def place_options(places: Sequence[Place], *, chosen: Place | None, first: Place | None = None) -> list[Option]:
    """Where to search; `first` is the home Gemeinde, before everything else."""
    anywhere, around = Option("", _("Whole county"), chosen is None), _("%(place)s and 10 km")
    rest = [Option(place.slug, around % {"place": place.name}, place == chosen) for place in places if place != first]
    return [*([Option(first.slug, around % {"place": first.name}, True)] if first else []), anywhere, *rest]


def near(spot: Point, *, radius_km: float | None) -> Near:
    """Who is open within the radius or at all, nearest first and of all sorts; shops that open next when that is little."""
    around: dict[str, Any] = {"centre": spot, "radius_km": radius_km, "sort": "distance", "limit": NEAR_LOOKED_AT}
    found = find(Ask(kinds=("organisation",), open_now=True, **around))
    shown = varied(found.hits, NEAR_CARDS)
    sorts = {hit.card.get("category", hit.facet) for hit in shown}
    if len(sorts) == NEAR_CARDS:
        return Near(shown, found.total or 0, [])
    shops = find(Ask(kinds=("organisation",), facets=(Kind.BUSINESS,), **around)).hits
    return Near(shown, found.total or 0, varied(opening_next(shops), NEAR_CARDS))


def opening_next(hits: Iterable[Hit]) -> list[Hit]:
    """Those that are closed and open again, the earliest first."""
    closed = [(hit.open_now.opens_at, hit) for hit in hits if hit.open_now and hit.open_now.opens_at]
    return [hit for _opens_at, hit in sorted(closed, key=lambda pair: pair[0])]


def numbers() -> Numbers:
    """What the tiles say. Cached per process."""
    found: Numbers | None = cache.get("numbers")
    if found is None:
        everybody = find(Ask(kinds=("organisation",), limit=1))
        open_ones = find(Ask(kinds=("organisation",), open_now=True, limit=1))
        found = Numbers(dict(everybody.facets), dict(open_ones.facets))
        cache.set("numbers", found, NUMBERS_SECONDS)
    return found


def desk(user: "User") -> Desk:
    """The newest conversations of a person, and what waits for an answer of the organisations it answers for."""
    places = Municipality.objects.defer("boundary")
    return Desk(
        today=date_format(timezone.localdate(), "l, j. F" if is_german() else "l, j F"),
        threads=own_inbox(user).threads[:SHOWN],
        waiting=waiting_for_answer(user),
        memberships=list(memberships_of(user)),
        home=places.filter(pk=user.home_id).first() if user.home_id else None,
    )


def waiting_for_answer(user: "User") -> list[Waiting]:
    """Conversations whose last word is the person's, in organisations `user` answers for; the newest first."""
    shared = Conversation.objects.filter(is_last_from_person=True, organisation__memberships__in=answering(user))
    shared = shared.exclude(person=user).filter(last_seq__gt=0).order_by("-last_at", "-pk")
    rows = shared.values_list("pk", "person__name", "organisation__name", "last_text", "last_at")
    return [Waiting(*row) for row in rows[:SHOWN]]


def centre(places: Sequence[Place], home_id: int | None) -> Point | None:
    """Where "near you" is: the home Gemeinde, else the middle of the county."""
    known = {place.pk: place.point for place in places if place.point}
    points = [known[home_id]] if home_id in known else list(known.values())
    if not points:
        return None
    return Point(sum(point.lat for point in points) / len(points), sum(point.lon for point in points) / len(points))


def worker_seen_at() -> datetime | None:
    """When a worker last signed; None when none is registered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        row = cursor.fetchone()
    return row[0] if row else None


def jobs_by_status() -> dict[str, int]:
    """How many jobs of the queue wait, run or have failed."""
    waiting = "status IN ('todo', 'doing', 'failed')"
    counts = f"SELECT status::text, count(*) FROM procrastinate_jobs WHERE {waiting} GROUP BY 1"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(counts)
        return dict(cursor.fetchall())
