"""Reads of the portal: what the shell, the front page and the desk show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

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
from regio.organisations.models import Membership
from regio.region.maps import CountyMap
from regio.region.models import Municipality
from regio.region.queries import Place, county_map, own_places
from regio.search.queries import Ask, Found, find

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from regio.accounts.models import User

SHOWN = 5
HEARTBEAT_SECONDS = 60  # procrastinate's workers sign every ten


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select."""

    value: str
    label: str
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Front:
    """What the front page shows beside its tiles. `home`: the visitor's Gemeinde, if known; `near`: who is open there now."""

    places: Sequence[Place]
    home: Place | None
    place_options: list[Option]
    outlines: CountyMap
    near: Found | None
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
        near=open_near(spot, radius_km=radius_km) if spot else None,
        radius_km=radius_km,
    )


def place_options(places: Sequence[Place], *, chosen: Place | None, first: Place | None = None) -> list[Option]:
    """Where to search; `first` is the home Gemeinde, before everything else."""
    anywhere = Option("", _("Whole county"), chosen is None)
    around = _("%(place)s and around")
    rest = [Option(place.slug, place.name, place == chosen) for place in places if place != first]
    return [*([Option(first.slug, around % {"place": first.name}, True)] if first else []), anywhere, *rest]


def open_near(spot: Point, *, radius_km: float | None) -> Found:
    """The nearest organisations that are open now, and how many there are within the radius or at all."""
    return find(Ask(kinds=("organisation",), centre=spot, radius_km=radius_km, open_now=True, sort="distance", limit=4))


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
