"""What is asked and what is answered."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.utils.translation import gettext as _

from regio.core.geo import Point
from regio.core.hours import OpenNow, label_text
from regio.core.time import number_text
from regio.search import registry
from regio.search.choices import REASONS

Sort = Literal["fit", "name", "distance"]
Why = Literal["title", "category", "text", "alike", "nearby", "listed"]
_LARGEST = 1e9
Place = tuple[float | str | None, int]  # value of the order and key of the last entry of a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question. Empty fields do not narrow. `after` is the `next` of the page before; garbage means the first page."""

    words: str = ""
    kinds: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    municipality_ids: tuple[int, ...] = ()
    centre: Point | None = None
    radius_km: float | None = None  # needs a centre
    open_now: bool = False
    step_free: bool = False
    marks: tuple[str, ...] = ()  # words of the card's `marks`; all of them
    sort: Sort = "fit"
    after: str | None = None
    limit: int = 20


class Card(dict[str, Any]):
    """What a room wants shown of its record; what it did not say is empty."""

    def __missing__(self, key: str) -> str:
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result, all a card needs. `why` is the reason it is here, `at` the moment that was asked for."""

    kind: str
    key: str
    facet: str
    title: str
    url: str
    summary: str
    card: Mapping[str, Any]
    municipality: str
    lat: float | None
    lon: float | None
    distance_km: float | None
    open_now: OpenNow | None  # None: no hours known
    why: Why
    at: datetime

    @property
    def reason(self) -> str:
        """Why the result is here, in the language of the page."""
        return str(REASONS[self.why])

    @property
    def marks(self) -> list[str]:
        """What else is special, in words of the page."""
        return registry.mark_labels(self.card.get("marks", ()))

    @property
    def hours_text(self) -> str:
        """ "Offen bis 18 Uhr"; empty when no hours are known."""
        return label_text(self.open_now, self.at) if self.open_now else ""

    @property
    def distance_text(self) -> str:
        """ "9 km"; empty without a centre or a place."""
        if self.distance_km is None:
            return ""
        return (
            _("under 1 km") if self.distance_km < 1 else _("%(km)s km") % {"km": number_text(round(self.distance_km))}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of results. Counts come with the first page only.

    `facets` and `municipalities` count what each choice would show, all other filters kept. `is_capped`: there are
    more than `total`, and nobody counted them.
    """

    hits: list[Hit]
    next: str | None
    total: int | None = None
    is_capped: bool = False
    facets: Mapping[str, int] = field(default_factory=dict)
    municipalities: Mapping[int, int] = field(default_factory=dict)

    @property
    def is_alike(self) -> bool:
        """True when nothing was spelled as asked and similar words were taken instead."""
        return any(hit.why == "alike" for hit in self.hits)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title that somebody may be typing."""

    title: str
    url: str
    kind: str
    facet: str
    about: str  # "Bäckerei, Kenzingen"


def order_of(ask: Ask, *, has_words: bool) -> Sort:
    """The order that can really be given: nearest needs a centre, best fit needs words."""
    if ask.sort == "name" or (ask.centre is None and not (has_words and ask.sort == "fit")):
        return "name"
    return "fit" if has_words and ask.sort == "fit" else "distance"


def write_cursor(order: Sort, place: Place) -> str:
    """`place` in an order as one word for an address."""
    text = json.dumps([order, *place], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str | None, order: Sort) -> Place | None:
    """The place a cursor names; None for none, for garbage and for a cursor of another order."""
    try:
        text = base64.b64decode((cursor or "")[:500] + "==", altchars=b"-_", validate=False).decode()
        said, value, key = json.loads(text)
    except (binascii.Error, ValueError, TypeError, RecursionError):
        return None
    if said != order or type(key) is not int or not 0 <= key < 2**63 or not _is_value(value, order):
        return None
    return value, key


def _is_value(value: object, order: Sort) -> bool:
    if order == "name":
        return isinstance(value, str) and value.isprintable()
    if value is None:
        return order == "distance"
    # Neither a score nor a distance is larger; a number without end would be none the database can compare.
    return isinstance(value, int | float) and not isinstance(value, bool) and -_LARGEST < value < _LARGEST
