"""The part of the search measurement that runs inside Django, on an empty database of its own."""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from itertools import batched
from random import Random

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from regio.core.geo import Point
from regio.core.text import sort_key
from regio.ops.bench.county_texts import FACETS, PLACES, documents, vocabulary
from regio.region.models import Municipality
from regio.search.actions import put_many
from regio.search.queries import Ask, find, suggest

QUESTIONS = 420


def main(number: int) -> None:
    """Print the figures as one line of JSON."""
    print(json.dumps(measure(number)))


def measure(number: int) -> list[dict[str, object]]:
    """Fill the empty database of DATABASE_URL and ask."""
    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    municipalities = fill(number)
    print(f"{number / (time.perf_counter() - began):.0f} documents/s", file=sys.stderr)
    questions = list(ask_mix(QUESTIONS, municipalities))
    for warm_up in questions[:40]:
        ask(warm_up)
    found = [_timed(ask, question) for question in questions]
    with_words = [question.words for question in questions if question.words]
    bare = [_timed(_bare_lookup, words.split()[0]) for words in with_words]
    typed = [_timed(suggest, words[: 2 + place % 6]) for place, words in enumerate(with_words)]
    _tell(questions, found)
    p95, limit = _p95(found), _p95(bare)
    return [
        _figure("search_p95_ms", p95, limit, budget="<= 30", ok=p95 <= 30),
        _figure("search_p50_ms", round(statistics.median(found), 2), round(statistics.median(bare), 2)),
        _figure("suggest_p95_ms", _p95(typed), limit, budget="<= 30", ok=_p95(typed) <= 30),
    ]


def _figure(name: str, value: float, limit: float, *, budget: str = "", ok: bool | None = None) -> dict[str, object]:
    return {"name": name, "value": value, "unit": "ms", "budget": budget, "limit": limit, "ok": ok}


def _tell(questions: list[Ask], times: list[float]) -> None:
    """The slowest questions, for those who tune (BENCH_TELL=1)."""
    if os.environ.get("BENCH_TELL"):
        for spent, question in sorted(zip(times, questions, strict=True), key=lambda pair: -pair[0])[:40]:
            print(f"{spent:7.2f} ms  {question}", file=sys.stderr)


def fill(number: int) -> list[int]:
    """Gemeinden and documents, 1,000 to a transaction; gives the Gemeinden."""
    begin = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    places = Municipality.objects.bulk_create(
        Municipality(
            name=name, sort_key=sort_key(name), slug=f"g-{row}", ars=f"0831600010{row:02}", ags=f"083160{row:02}",
            county_key="08316", lat=lat, lon=lon,
        )
        for row, (name, lat, lon) in enumerate(PLACES)
    )  # fmt: skip
    keys = [place.pk for place in places]
    for part in batched(documents(number, keys, begin=begin), 1000):
        with transaction.atomic():
            put_many(part)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return keys


def ask(question: Ask) -> None:
    """On a working day at eleven, when most are open, whenever this is run."""
    today = timezone.localtime().replace(hour=11, minute=0)
    find(question, at=today + timedelta(days=(2 - today.weekday()) % 7))


def ask_mix(number: int, municipalities: list[int]) -> Iterator[Ask]:
    """What people ask: single words as often as they stand in texts, names of trades, word and place, beginnings, filters."""
    luck = Random(11)  # noqa: S311 - the same at every run
    words, weights = vocabulary()
    trades = [trade for names in FACETS.values() for trade in names]
    for serial in range(number):
        word, trade = luck.choices(words, cum_weights=weights)[0], luck.choice(trades)
        place = luck.choice(PLACES)
        centre = Point(place[1], place[2])
        yield [
            Ask(words=word),
            Ask(words=trade),
            Ask(words=f"{trade} {place[0].split()[0]}"),
            Ask(words=f"{word} {luck.choices(words, cum_weights=weights)[0]}"),
            Ask(words=word[: max(4, len(word) // 2)]),
            Ask(words=trade, facets=("business", "association")),
            Ask(words=word, centre=centre, radius_km=luck.choice([5.0, 10.0, 20.0])),
            Ask(words=trade, centre=centre, open_now=True),
            Ask(words=word, municipality_ids=(luck.choice(municipalities),), sort="name"),
            Ask(words=trade, centre=centre, sort="distance"),
            Ask(kinds=("organisation",), centre=centre, radius_km=10.0),
            Ask(kinds=("organisation",), open_now=True),
            Ask(municipality_ids=(luck.choice(municipalities),), step_free=True),
            Ask(words=_mistyped(trade, luck)),
        ][serial % 14]


def _mistyped(word: str, luck: Random) -> str:
    at = luck.randrange(2, len(word) - 1)
    return word[:at] + word[at + 1 :]


def _bare_lookup(word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM search_searchentry WHERE vector @@ plainto_tsquery('regio_plain', %s) LIMIT 20", [word]
        )
        cursor.fetchall()


def _timed[T](function: Callable[[T], object], argument: T) -> float:
    """Milliseconds that the statements of a call took."""
    spent = 0.0

    def watch(execute: Callable[..., object], *args: object) -> object:
        nonlocal spent
        began = time.perf_counter()
        try:
            return execute(*args)
        finally:
            spent += time.perf_counter() - began

    with connection.execute_wrapper(watch):
        function(argument)
    return spent * 1000


def _p95(times: Iterable[float]) -> float:
    return round(statistics.quantiles(times, n=20)[18], 2)
