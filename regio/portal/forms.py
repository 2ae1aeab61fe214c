"""What a visitor asks of the whole platform, read from the address and written back into it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Self

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from regio.core.geo import Point
from regio.region.queries import Place
from regio.search import registry
from regio.search.queries import Ask, Found

PAGE = 20
AROUND_KM = 10.0
LONGEST = 120  # of the words looked for


@dataclass(frozen=True, slots=True)
class Chip:
    """One way to narrow the results; pressed again it is taken back."""

    label: str | Promise
    href: str
    on: bool
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The filters of one request. Whatever an address says wrongly is left out, never an error."""

    words: str = ""
    place: Place | None = None
    home: Place | None = None  # distances begin here when no place is chosen
    facet: str = ""
    open_now: bool = False
    after: str = ""

    @classmethod
    def of(cls, query: QueryDict, *, places: Iterable[Place], home_id: int | None = None) -> Self:
        """Read the address."""
        known = list(places)
        facet = query.get("art", "")
        return cls(
            words="".join(letter for letter in query.get("q", "") if letter.isprintable()).strip()[:LONGEST],
            place=next((place for place in known if place.slug == query.get("ort")), None),
            home=next((place for place in known if place.pk == home_id), None),
            facet=facet if facet in registry.facet_labels() else "",
            open_now=query.get("offen") == "1",
            after=query.get("nach", "")[:500],
        )

    @property
    def is_empty(self) -> bool:
        """True before anything was asked."""
        return not (self.words or self.place or self.facet or self.open_now)

    def ask(self) -> Ask:
        """The question to the search."""
        here = self.place or self.home
        centre = Point(here.lat, here.lon) if here and here.lat is not None and here.lon is not None else None
        return Ask(
            words=self.words,
            facets=(self.facet,) if self.facet else (),
            centre=centre,
            radius_km=AROUND_KM if centre and self.place else None,
            open_now=self.open_now,
            after=self.after or None,
            limit=PAGE,
        )

    def address(self, **changes: Any) -> str:
        """The address of the same wish with `changes`, from its first page."""
        wish = replace(self, **{"after": "", **changes})
        pairs = {
            "q": wish.words,
            "ort": wish.place.slug if wish.place else "",
            "art": wish.facet,
            "offen": "1" if wish.open_now else "",
            "nach": wish.after,
        }
        set_ones = {name: value for name, value in pairs.items() if value}
        return reverse("portal:search") + (f"?{urlencode(set_ones)}" if set_ones else "")


def chips(wish: Wish, found: Found) -> list[Chip]:
    """Kinds that have results, with their number, and "open now"."""
    kinds = [
        Chip(
            f"{label} ({found.facets[facet]})",
            wish.address(facet="" if wish.facet == facet else facet),
            wish.facet == facet,
        )
        for facet, label in registry.facet_labels().items()
        if found.facets.get(facet)
    ]
    return [Chip(_("Open now"), wish.address(open_now=not wish.open_now), wish.open_now, "clock"), *kinds]
