"""What stands below on the page of an organisation, loaded when it comes into view."""

from dataclasses import dataclass

from regio.organisations.models import Organisation
from regio.organisations.queries.municipality import nearby_mixture
from regio.region.models import Municipality
from regio.search.queries import Hit

SHOWN = 3


@dataclass(frozen=True, slots=True)
class More:
    """`place`: the Gemeinde of the neighbours; None when there are none."""

    place: Municipality | None
    hits: list[Hit]


def more_of(organisation: Organisation) -> More:
    """A few others from the Gemeinde of a published organisation."""
    place = organisation.municipality
    hits = nearby_mixture(place, but=organisation, most=SHOWN) if place else []
    return More(place if hits else None, hits)
