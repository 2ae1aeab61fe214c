"""Who is in a Gemeinde: its town hall, how many of each kind, and a bright mixture of the others."""

from collections.abc import Iterable
from dataclasses import dataclass

from regio.core.geo import Point
from regio.core.text import fold
from regio.organisations.choices import Kind
from regio.organisations.models import Organisation
from regio.organisations.queries.documents import KIND, with_places
from regio.organisations.queries.page import OrganisationPage, page_of
from regio.region.models import Municipality
from regio.region.queries import Place, own_places
from regio.search.queries import Ask, Hit, find

SHOWN = 6
_LOOKED_AT = 60
_TOWN_HALL = ("rathaus", "stadtverwaltung", "gemeindeverwaltung", "burgermeisteramt", "ortsverwaltung")
_FIRST = (Kind.BUSINESS, Kind.SOCIAL_SERVICE, Kind.ASSOCIATION)


@dataclass(frozen=True, slots=True)
class InMunicipality:
    """What the page of a Gemeinde shows of its organisations. `kinds`: each with its number, empty ones left out."""

    place: Place
    town_hall: OrganisationPage | None
    kinds: list[tuple[Kind, int]]
    hits: list[Hit]


def in_municipality(slug: str) -> InMunicipality | None:
    """None for a Gemeinde that is not ours."""
    place = next((place for place in own_places() if place.slug == slug), None)
    if place is None:
        return None
    asked = Ask(kinds=(KIND,), municipality_ids=(place.pk,), centre=place.point, sort="distance", limit=_LOOKED_AT)
    found = find(asked)
    others = [hit for hit in found.hits if hit.facet != Kind.ADMINISTRATION]
    kinds = [(kind, found.facets[kind.value]) for kind in Kind if found.facets.get(kind.value)]
    return InMunicipality(place, _town_hall(place), kinds, varied(others, SHOWN))


def nearby_mixture(place: Municipality, *, but: Organisation, most: int) -> list[Hit]:
    """A few others from `place`, the nearest first looked at."""
    centre = Point(but.lat, but.lon) if but.lat is not None and but.lon is not None else None
    asked = Ask(kinds=(KIND,), municipality_ids=(place.pk,), centre=centre, sort="distance", limit=_LOOKED_AT // 3)
    own = f"{but.pk}-"
    others = [hit for hit in find(asked).hits if hit.key != str(but.pk) and not hit.key.startswith(own)]
    return varied(others, most)


def varied(hits: Iterable[Hit], most: int) -> list[Hit]:
    """The best of `hits`, open ones and shops first, no two of one category while there are others."""
    ranked = sorted(hits, key=lambda hit: (not (hit.open_now and hit.open_now.is_open), _rank(hit)))
    seen: set[str] = set()
    fresh: list[Hit] = []
    again: list[Hit] = []
    for hit in ranked:
        category = str(hit.card.get("category", hit.facet))
        (again if category in seen else fresh).append(hit)
        seen.add(category)
    return [*fresh, *again][:most]


def _rank(hit: Hit) -> int:
    return _FIRST.index(Kind(hit.facet)) if hit.facet in _FIRST else len(_FIRST)


def offices_in(municipality_id: int) -> list[Organisation]:
    """Public offices in a Gemeinde, its town hall first."""
    offices = with_places().published().by_name().filter(municipality=municipality_id, kind=Kind.ADMINISTRATION)
    return sorted(offices[:_LOOKED_AT], key=lambda office: not _is_town_hall(office))


def _town_hall(place: Place) -> OrganisationPage | None:
    offices = offices_in(place.pk)
    return page_of(offices[0]) if offices and _is_town_hall(offices[0]) else None


def town_hall_of(municipality_id: int) -> Organisation | None:
    """The office that is called a town hall."""
    return next((office for office in offices_in(municipality_id) if _is_town_hall(office)), None)


def _is_town_hall(office: Organisation) -> bool:
    words = fold(f"{office.category} {office.name}")
    return any(word in words for word in _TOWN_HALL)
