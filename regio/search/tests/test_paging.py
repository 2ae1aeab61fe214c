from typing import Any

import pytest

from regio.core.geo import Point
from regio.search.actions import drop, put, put_many
from regio.search.queries import Ask, find

from .conftest import make_document

HERE = Point(48.12, 7.85)
ORDERS: dict[str, dict[str, Any]] = {
    "fit": {"words": "Laden"},
    "fit near": {"words": "Laden", "centre": HERE},
    "alike": {"words": "Laadden"},
    "name": {"sort": "name"},
    "name with words": {"words": "Laden", "sort": "name"},
    "distance": {"centre": HERE},
    "distance with words": {"words": "Laden", "centre": HERE, "sort": "distance"},
    "alike by distance": {"words": "Laadden", "centre": HERE, "sort": "distance"},
}


def walk(**ask):
    """Keys page by page; equal titles and places make ties."""
    seen, after = [], None
    while True:
        found = find(Ask(**ask, limit=7, after=after))
        seen.append([hit.key for hit in found.hits])
        if found.next is None:
            return seen
        after = found.next


@pytest.fixture
def many(db):
    put_many(
        make_document(
            f"Laden {number % 5}" if number % 3 else f"Haus {number % 4}",
            key=str(number),
            summary="Laden" if number % 3 == 0 else "",
            lat=48.0 + number % 6 / 10 if number % 8 else None,
            lon=7.85 if number % 8 else None,
        )
        for number in range(60)
    )


@pytest.mark.parametrize("order", ORDERS)
def test_walking_all_pages_shows_every_entry_once(many, order):
    pages = walk(**ORDERS[order])
    assert sorted(int(key) for page in pages for key in page) == list(range(60))
    assert [len(page) for page in pages] == [7] * 8 + [4]


@pytest.mark.parametrize("order", ORDERS)
def test_pages_together_are_one_long_page(many, order):
    whole = [hit.key for hit in find(Ask(**ORDERS[order], limit=100)).hits]
    assert [key for page in walk(**ORDERS[order]) for key in page] == whole


def test_entry_that_comes_or_goes_between_pages_moves_no_other(many):
    first = find(Ask(sort="name", limit=30))
    put(make_document("Aaa", key="new"))
    drop("organisation", first.hits[3].key)
    second = find(Ask(sort="name", limit=30, after=first.next))
    keys = [hit.key for hit in (*first.hits, *second.hits)]
    assert len(set(keys)) == 60
    assert "new" not in keys


@pytest.mark.parametrize("after", ["", "x", "bnVsbA", "W10", "%00", "a" * 5000, "WyJmaXQiLDEsMV0=", "…", "\x00"])
def test_garbage_cursor_shows_the_first_page(many, after):
    first, again = find(Ask(sort="name")), find(Ask(sort="name", after=after))
    assert [hit.key for hit in again.hits] == [hit.key for hit in first.hits]
    assert again.total == 60
