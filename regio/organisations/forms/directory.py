"""What a visitor asks of the directory, read from the address and written back into it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from regio.organisations.choices import Access, Kind, Way
from regio.organisations.queries.documents import ACCESS, WORK
from regio.region.queries import Place
from regio.search import queries as search
from regio.search.queries.ask import Sort, order_of

PAGE = 20
ANYWHERE, NEAR = "alle", "10"
RADII: dict[str, str | Promise] = {
    "0": gettext_lazy("Only %(place)s"),
    "5": gettext_lazy("%(place)s and 5 km"),
    NEAR: gettext_lazy("%(place)s and 10 km"),
    "20": gettext_lazy("%(place)s and 20 km"),
    ANYWHERE: gettext_lazy("Whole county"),
}
SORTS: dict[Sort, str | Promise] = {
    "fit": gettext_lazy("Fitting"),
    "distance": gettext_lazy("Distance"),
    "name": gettext_lazy("Name"),
}

MARKS: dict[str, str | Promise] = {
    **{f"{WORK}{way.value}": way.label for way in Way},
    **{f"{ACCESS}{word.value}": word.label for word in Access if word not in (Access.STEP_FREE, Access.STEPS)},
}


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter; `count` is what it would show, None where nobody counted."""

    value: str
    label: str | Promise
    checked: bool
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish(search.Wish):
    """The filters of the directory."""

    page = "organisations:directory"
    kinds: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    here: Place | None = None
    km: str = ANYWHERE
    step_free: bool = False
    marks: tuple[str, ...] = ()
    sort: Sort = "fit"

    @classmethod
    def of(cls, query: QueryDict, *, places: Iterable[Place], home: int | None = None) -> Self:
        """Read the address. Without a chosen place the home Gemeinde of the visitor is where distances begin."""
        by_slug = {place.slug: place for place in places}
        slug, _comma, km = query.get("ort", "").partition(",")  # `freiamt,5`, or `ort=freiamt&umkreis=5`
        chosen = by_slug.get(slug)
        here = chosen or next((place for place in by_slug.values() if place.pk == home), None)
        given = km or query.get("umkreis", "")
        sort = next((sort for sort in SORTS if sort == query.get("sortierung")), None)
        return cls(
            **search.said(query),
            kinds=tuple(dict.fromkeys(kind for kind in query.getlist("art") if kind in Kind.values)),
            places=tuple(dict.fromkeys(by_slug[slug] for slug in query.getlist("gemeinde") if slug in by_slug)),
            here=here,
            km=given if given in RADII and here else NEAR if chosen else ANYWHERE,
            step_free=query.get("stufenlos") == "1",
            marks=tuple(dict.fromkeys(mark for mark in query.getlist("mit") if mark in MARKS)),
            sort=sort or "fit",
        )

    def ask(self) -> search.Ask:
        """The question to the search."""
        here = self.here
        centre = here.point if here else None
        only_here = (here.pk,) if here and self.km == "0" else ()
        return search.Ask(
            words=self.words,
            kinds=("organisation",),
            facets=self.kinds,
            municipality_ids=tuple(place.pk for place in self.places) or only_here,
            centre=centre,
            radius_km=float(self.km) if centre and self.km not in ("0", ANYWHERE) else None,
            open_now=self.open_now,
            step_free=self.step_free,
            marks=self.marks,
            sort=self.sort,
            after=self.after or None,
            limit=PAGE,
        )

    def own_pairs(self) -> list[tuple[str, str]]:
        """Where, who, how and in which order."""
        return [
            ("ort", self.here.slug if self.here else ""),
            ("umkreis", self.km if self.here else ""),
            *(("art", kind) for kind in self.kinds),
            *(("gemeinde", place.slug) for place in self.places),
            ("stufenlos", "1" if self.step_free else ""),
            *(("mit", mark) for mark in self.marks),
            ("sortierung", self.sort if self.sort != "fit" else ""),
        ]

    @property
    def order(self) -> Sort:
        """The order that is really given."""
        return order_of(self.ask(), has_words=bool(self.words))

    @property
    def is_narrowed(self) -> bool:
        """True when a filter beside the words is set."""
        return bool(self.kinds or self.places or self.open_now or self.step_free or self.marks or self.km != ANYWHERE)


def place_options(wish: Wish, places: Sequence[Place]) -> list[Option]:
    """Where, and how far around it: all distances for the place of the wish, the usual one for the others."""
    anywhere, around = Option("", RADII[ANYWHERE], wish.km == ANYWHERE), str(RADII[NEAR])
    here = [place for place in places if place == wish.here]
    near = [
        Option(f"{place.slug},{km}", str(label) % {"place": place.name}, km == wish.km)
        for place in here
        for km, label in RADII.items()
        if km != ANYWHERE
    ]
    rest = [
        Option(f"{place.slug},{NEAR}", around % {"place": place.name}, False) for place in places if place not in here
    ]
    return [anywhere, *near, *rest]


def sort_options(wish: Wish) -> list[Option]:
    """In which order; distance needs a place."""
    usable = {value: label for value, label in SORTS.items() if value != "distance" or wish.here}
    return [Option(value, label, value == wish.sort) for value, label in usable.items()]


def kind_options(wish: Wish, found: search.Found) -> list[Option]:
    """Kinds of organisations with what each would show; empty ones stay in their place."""
    counts = found.facets
    return [Option(kind.value, kind.plural, kind.value in wish.kinds, counts.get(kind.value, 0)) for kind in Kind]


def municipality_options(wish: Wish, found: search.Found, places: Iterable[Place]) -> list[Option]:
    """Gemeinden that have results or are chosen, with what each would show."""
    counts = found.municipalities
    return [
        Option(place.slug, place.name, place in wish.places, counts.get(place.pk, 0))
        for place in places
        if counts.get(place.pk) or place in wish.places
    ]


def mark_options(wish: Wish) -> tuple[list[Option], list[Option]]:
    """How organisations work now, and what people need to know before they come."""
    options = [Option(mark, label, mark in wish.marks) for mark, label in MARKS.items()]
    return [one for one in options if one.value.startswith(WORK)], [
        one for one in options if one.value.startswith(ACCESS)
    ]


def pins(found: search.Found) -> list[dict[str, Any]]:
    """Numbered places on the map; the list beside it carries the same numbers."""
    return [
        {"lat": hit.lat, "lon": hit.lon, "title": hit.title, "href": hit.url, "n": number}
        for number, hit in enumerate(found.hits, start=1)
        if hit.lat is not None and hit.lon is not None
    ]
