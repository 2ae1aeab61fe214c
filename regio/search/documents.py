"""What a room hands to the search, and how words are spelled in the index and in questions alike."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from math import asin, cos, radians, sin
from typing import Any

from regio.core.geo import EARTH_KM, Point
from regio.core.text import fold
from regio.search.choices import STOP_WORDS

LONGEST_WORD = 60
_SPELLED = re.compile(r"ae|oe|(?<![aeiouyq])ue")  # not in "Bauer", "neue", "Quelle"
_JOINED = re.compile(r"[^\W_]+(?:[-/'’·.][^\W_]+)+")  # E-Bike, Café/Bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One record as the search shall know it: public facts only, everybody may find it.

    `card` is what a result shows: `category`, `picture` (path below static/), `picture_alt`, `city`, `lane`, `lane_label`, `icon`,
    `step_free`, `tags` (list of words), `marks` (words to filter by, see registry); all optional.
    `open_ranges`: opening times from now on, at least 28 days;
    None when no hours are known.
    """

    kind: str
    key: str
    title: str
    url: str
    facet: str = ""
    summary: str = ""
    keywords: str = ""  # found by, weighing like the category, never shown
    words: str = ""  # found by, never shown
    card: dict[str, Any] = field(default_factory=dict)
    municipality_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    open_ranges: list[tuple[datetime, datetime]] | None = None


def spelled(text: str) -> str:
    """One spelling for all: `Müller`, `Mueller`, `Muller` → `muller`; `Straße`, `Strasse` → `strasse`."""
    return _SPELLED.sub(lambda found: found[0][0], fold(text))


def words_of(text: str) -> list[str]:
    """The words of `text` in one spelling, in order; `E-Bike` gives `e`, `bike` and `ebike`."""
    plain = spelled(text)
    return parts_of(plain) + ["".join(parts_of(found[0]))[:LONGEST_WORD] for found in _JOINED.finditer(plain)]


def parts_of(plain: str) -> list[str]:
    """The words of an already `spelled` text."""
    return [word[:LONGEST_WORD] for word in re.findall(r"[^\W_]+", plain)]


def telling(words: Iterable[str], *, beside: Iterable[str] = ()) -> list[str]:
    """Each word once, without stop words and without those `beside`."""
    known = set(beside) | STOP_WORDS
    return [word for word in dict.fromkeys(words) if word not in known]


def spot(place: Point) -> str:
    """`place` as a `cube` literal: kilometres from the centre of the earth."""
    lat, lon = radians(place.lat), radians(place.lon)
    x, y, z = cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)
    return f"({EARTH_KM * x!r}, {EARTH_KM * y!r}, {EARTH_KM * z!r})"


def chord(km: float) -> float:
    """Straight line through the earth between two places `km` apart: what the distance of two spots measures."""
    return 2 * EARTH_KM * sin(min(km, 20_000) / (2 * EARTH_KM))


def arc(line: float) -> float:
    """The way over ground for the straight `line` between two spots, in kilometres."""
    return 2 * EARTH_KM * asin(min(line / (2 * EARTH_KM), 1.0))
