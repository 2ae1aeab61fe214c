"""Invents the organisations of the demo county: always the same ones, clearly marked, spread over its Gemeinden by population."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from regio.ops.demo import names
from regio.ops.demo.pictures import VARIANTS

DATA = Path(__file__).parent / "data"
MUNICIPALITIES = DATA / "gemeinden.csv"
BOUNDARIES = DATA / "grenzen.geojson"
KEY = "08316"

# How many of a kind for a thousand people, and how many every Gemeinde has at least.
DENSITY = {
    "business": (1.25, 4),
    "association": (0.75, 3),
    "church": (0.12, 1),
    "ngo": (0.14, 0),
    "social_service": (0.26, 1),
    "administration": (0.08, 0),
}
COUNTY_WIDE = {"media": 4, "partner": 4}


@dataclass(frozen=True, slots=True)
class Place:
    """A Gemeinde as far as inventing needs it."""

    ags: str
    name: str
    postcode: str
    population: int
    lat: float
    lon: float

    @property
    def short(self) -> str:
        """`Endingen am Kaiserstuhl` → `Endingen`."""
        return self.name.split(",")[0].split(" am ")[0].split(" im ")[0]


@dataclass(frozen=True, slots=True)
class Invented:
    """One organisation, ready to be put into the directory."""

    ref: str
    kind: str
    name: str
    category: str
    claim: str
    description: str
    street: str
    housenumber: str
    place: Place
    lat: float
    lon: float
    opening_hours: str
    phone: str
    access: list[str]
    picture: str
    responsible: str
    words: str


def places() -> list[Place]:
    """The 24 Gemeinden, largest first."""
    with MUNICIPALITIES.open(encoding="utf-8", newline="") as file:
        rows = [
            Place(
                row["ags"], row["name"], row["plz_admin"], int(row["population"]), float(row["lat"]), float(row["lon"])
            )
            for row in csv.DictReader(file)
        ]
    return sorted(rows, key=lambda place: -place.population)


def trades() -> list[dict[str, Any]]:
    """The table of trades."""
    found: list[dict[str, Any]] = tomllib.loads((DATA / "trades.toml").read_text(encoding="utf-8"))["trade"]
    return found


def organisations() -> Iterator[Invented]:
    """All invented organisations, always the same; names do not repeat."""
    taken: set[str] = set()
    number = count(1)
    table = trades()
    for place in places():
        luck = Random(f"regio {place.ags}")  # noqa: S311 - plausible, not secret
        for trade in table:
            if trade.get("everywhere"):
                yield invent(trade, place, luck, taken, next(number))
        for kind, (per_thousand, least) in DENSITY.items():
            for trade in drawn(table, kind, max(least, round(place.population / 1000 * per_thousand)), luck):
                yield invent(trade, place, luck, taken, next(number))
    luck = Random("regio county")  # noqa: S311
    for kind, amount in COUNTY_WIDE.items():
        for trade in drawn(table, kind, amount, luck):
            yield invent(trade, luck.choice(places()[:6]), luck, taken, next(number))


def drawn(table: list[dict[str, Any]], kind: str, amount: int, luck: Random) -> list[dict[str, Any]]:
    """`amount` trades of a kind, by weight, each trade once before any comes twice."""
    of_kind = [trade for trade in table if trade["kind"] == kind and not trade.get("everywhere")]
    found: list[dict[str, Any]] = []
    while len(found) < amount:
        pool = sorted(of_kind, key=lambda trade: luck.random() ** (1 / trade["weight"]), reverse=True)
        found += pool[: amount - len(found)]
    return found


def invent(trade: dict[str, Any], place: Place, luck: Random, taken: set[str], number: int) -> Invented:
    """One organisation of a trade in a place, under a name nobody has yet."""
    words = {"ort": place.short, "jahr": luck.randint(1868, 2019), "person": names.person(luck)}
    family = names.surname(luck)
    for attempt in count():
        family = names.surname(luck) if attempt else family
        word = luck.choice(trade["wort"]) if trade["wort"] else ""
        name = luck.choice(trade["names"]).format(**words, familie=family, wort=word)
        if attempt > 8:
            name = f"{name} {place.short}" if attempt < 14 else f"{name} {luck.choice(names.STREETS)}"
        if name not in taken:
            break
    taken.add(name)
    texts = [text.format(**words, familie=family) for text in trade["texts"]]
    street, housenumber = names.address(luck)
    return Invented(
        ref=f"demo/{number}",
        kind=trade["kind"],
        name=name,
        category=trade["category"],
        claim=luck.choice(trade["claims"]).format(**words, familie=family),
        description="\n\n".join(luck.sample(texts, min(len(texts), 2))),
        street=street,
        housenumber=housenumber,
        place=place,
        lat=round(place.lat + luck.gauss(0, 0.006), 5),
        lon=round(place.lon + luck.gauss(0, 0.009), 5),
        opening_hours=luck.choice(trade["hours"]),
        phone=names.phone(luck),
        access=[*luck.choice([["step_free"], ["step_free", "parking"], ["steps"], []])],
        picture=f"demo/{trade['picture']}-{luck.randint(1, VARIANTS)}.svg",
        responsible=f"{names.person(luck)}\n{street} {housenumber}, {place.postcode} {place.name}",
        words=trade["words"],
    )
