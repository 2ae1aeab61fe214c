"""What stands below on the page of an organisation, loaded when it comes into view: pages, news, neighbours."""

from dataclasses import dataclass

from regio.organisations.models import Organisation
from regio.organisations.queries.municipality import nearby_mixture
from regio.pages.choices import Kind
from regio.pages.queries import owner_at, pages_of
from regio.pages.queries.lists import address_of, lead_of
from regio.region.models import Municipality
from regio.search.queries import Hit

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A page or news of the organisation."""

    title: str
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class More:
    """What the page shows below. `place`: the Gemeinde of the neighbours; None when there are none."""

    pages: list[Line]
    news: list[Line]
    place: Municipality | None
    hits: list[Hit]


def more_of(organisation: Organisation) -> More:
    """Pages and news of a published organisation, and a few others from its Gemeinde."""
    owner = owner_at("verzeichnis", organisation.slug)
    lines = {
        kind: [Line(page.title, address_of(page, owner), lead_of(page)) for page in pages_of(owner, kind=kind)]
        for kind in (Kind.PAGE, Kind.NEWS)
        if owner
    }
    place = organisation.municipality
    hits = nearby_mixture(place, but=organisation, most=SHOWN) if place else []
    return More(lines.get(Kind.PAGE, []), lines.get(Kind.NEWS, [])[:SHOWN], place if hits else None, hits)
