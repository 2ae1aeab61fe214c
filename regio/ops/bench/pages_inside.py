"""The part of the page measurements that runs inside Django, on the database of a running demo."""

import statistics
import time
from collections.abc import Callable, Iterator
from itertools import batched
from random import Random

from django.db import connection
from django.test import Client
from django.urls import reverse

from regio.accounts.models import User
from regio.ops.demo import county
from regio.ops.demo.loading import drawn
from regio.organisations.actions import Facts, put_organisations
from regio.organisations.models import Organisation

BATCH, VISITS = 500, 20
_BARE = "SELECT * FROM organisations_organisation WHERE published_at IS NOT NULL ORDER BY sort_key, id LIMIT 20"


def fill(number: str) -> int:
    """Invented organisations until so many are published; always the same ones."""
    for batch in batched(invented(int(number) - Organisation.objects.published().count()), BATCH):
        put_organisations(batch)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return Organisation.objects.published().count()


def invented(number: int) -> Iterator[Facts]:
    """In places by their population, of trades by their frequency, with hours, pictures and texts."""
    luck, places = Random("regio bench"), county.places()  # noqa: S311 - plausible, not secret
    table = [trade for trade in county.trades() if not trade.get("everywhere")]
    people, weights = [place.population for place in places], [trade["weight"] for trade in table]
    taken: set[str] = set()
    for serial in range(number):
        trade, place = luck.choices(table, weights)[0], luck.choices(places, people)[0]
        if serial % BATCH == 0:
            taken.clear()  # equal names exist
        yield drawn(county.invent(trade, place, luck, taken, 1_000_000 + serial))


def samples() -> dict[str, str]:
    """A page of each kind that shows one thing: somebody looks after the organisation, its Gemeinde has many of them."""
    tended = Organisation.objects.published().filter(memberships__isnull=False).exclude(opening_hours="")
    shop = tended.select_related("municipality").order_by("pk").first()
    assert shop
    assert shop.municipality
    return {
        "organisation": reverse("organisations:page", args=[shop.slug]),
        "municipality": reverse("region:municipality", args=[shop.municipality.slug]),
    }


def cost(path: str) -> dict[str, float]:
    """Statements of one visit by the resident of the cast and their milliseconds, beside one bare statement for 20 rows."""
    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "de"})
    client.force_login(User.objects.get(email="buergerin@demo.example"))
    assert client.get(path).status_code == 200  # warm
    visits = [statements(lambda: client.get(path)) for _visit in range(VISITS)]
    bare = [statements(bare_rows) for _visit in range(VISITS)]
    return {
        "queries": max(map(len, visits)),
        "sql_ms": statistics.median(map(sum, visits)),
        "bare_ms": statistics.median(map(sum, bare)),
    }


def bare_rows() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_BARE)
        cursor.fetchall()


def statements(work: Callable[[], object]) -> list[float]:
    """Milliseconds of each statement of `work`."""
    spent: list[float] = []

    def watch(execute: Callable[..., object], *args: object) -> object:
        begin = time.perf_counter()
        try:
            return execute(*args)
        finally:
            spent.append((time.perf_counter() - begin) * 1000)

    with connection.execute_wrapper(watch):
        work()
    return spent
