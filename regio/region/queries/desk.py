"""What the owner's desk shows to one person."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regio.region import registry
from regio.region.choices import Duty
from regio.region.models import Municipality
from regio.region.queries.place import Place, own_places
from regio.region.rules import duties_of

MEANING: dict[str, str | Promise] = {
    Duty.TECHNICAL: _("Runs the platform: hands out duties, changes settings, helps people who are locked out."),
    Duty.EDITOR: _("Answers for what the county or a town hall says on its own pages, and for the legal texts."),
    Duty.MODERATOR: _("Looks at what people report, decides with reasons, and answers appeals of others."),
    Duty.PRIVACY: _("Watches over personal data: reads the trail, answers people who ask what is stored."),
    Duty.VERIFICATION: _("Checks that organisations are who they say, before they speak in their name."),
}


@dataclass(frozen=True, slots=True)
class Way:
    """A section as this person sees it. `count`: what waits there; None: nothing is counted."""

    section: registry.Section
    url: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Held:
    """A duty of the person, in words."""

    label: str | Promise
    where: str
    meaning: str | Promise


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the first page of the desk shows."""

    ways: list[Way]
    duties: list[Held]
    places: list[Place]  # Gemeinden whose page the person edits by a duty for just these

    @property
    def waiting(self) -> int:
        return sum(way.count or 0 for way in self.ways)


def desk_of(user: Any) -> Desk:
    """What the duties of `user` open, with what waits there."""
    held = duties_of(user)
    names = dict(
        Municipality.objects.filter(pk__in={place for _duty, place in held if place}).values_list("pk", "name")
    )
    duties = [
        Held(duty.label, names.get(place or 0, ""), MEANING[duty]) for duty in Duty for place in _places(held, duty)
    ]
    edited = {place for duty, place in held if duty == Duty.EDITOR}
    ways = [_way(section, user) for section in registry.sections() if _is_open(section, held)]
    ways.sort(key=lambda way: not way.count)  # what waits stands first
    return Desk(ways, duties, [place for place in own_places() if place.pk in edited])


def _places(held: frozenset[tuple[str, int | None]], duty: str) -> list[int | None]:
    return sorted((place for name, place in held if name == duty), key=lambda place: place or 0)


def _is_open(section: registry.Section, held: frozenset[tuple[str, int | None]]) -> bool:
    return any(duty in section.duties and (place is None or not section.county_only) for duty, place in held)


def _way(section: registry.Section, user: Any) -> Way:
    return Way(section, reverse(section.page), section.count(user) if section.count else None)
