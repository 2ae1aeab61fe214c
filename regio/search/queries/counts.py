"""How many there are, in all and behind each choice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from psycopg.sql import SQL, Composable

from .ask import Ask
from .match import Match, choices, conditions

COUNTED = 5_000  # with words; above this nobody is helped by the exact number
_COUNTED_WITHOUT_WORDS = 200_000  # an index alone answers


@dataclass(frozen=True, slots=True)
class Counts:
    """See `Found`."""

    total: int = 0
    is_capped: bool = False
    facets: Mapping[str, int] = field(default_factory=dict)
    municipalities: Mapping[int, int] = field(default_factory=dict)


def count(ask: Ask, found: Match | None, at: datetime) -> Counts:
    """Totals for `ask` in one statement; where there are too many, only that."""
    most = COUNTED if found else _COUNTED_WITHOUT_WORDS
    with connection.cursor() as cursor:
        cursor.execute(_statement(ask, found, at, most))
        rows = cursor.fetchall()
    facets = {name: number for level, name, _m, number, _f, _b, _all in rows if level == 1 and number}
    places = {key: number for level, _n, key, _m, number, _b, _all in rows if level == 2 and key and number}
    total, seen = next(((both, every) for level, *_counts, both, every in rows if level == 3), (0, 0))
    if seen > most:
        return Counts(total=min(total, most), is_capped=True)
    return Counts(total=total, facets=facets, municipalities=places)


def _statement(ask: Ask, found: Match | None, at: datetime, most: int) -> Composable:
    narrow = conditions(ask, at, with_choices=False)
    facet, place = (condition or SQL("TRUE") for condition in choices(ask))
    sources = [[gate, SQL("e.vector @@ {}").format(query)] for query, gate in found.sources()] if found else [[]]
    branches = [
        SQL("(SELECT e.facet, e.municipality_id FROM search_searchentry e WHERE {} LIMIT {})").format(
            SQL(" AND ").join([SQL("TRUE"), *source, *narrow]), most + 1
        )
        for source in sources
    ]
    return SQL("""
        WITH {ctes} found AS ({branches})
        SELECT GROUPING(facet, municipality_id), facet, municipality_id, count(*) FILTER (WHERE {place}),
            count(*) FILTER (WHERE {facet}), count(*) FILTER (WHERE {facet} AND {place}), count(*)
        FROM found e GROUP BY GROUPING SETS ((facet), (municipality_id), ())
    """).format(
        ctes=SQL("{},").format(found.ctes) if found else SQL(""), branches=SQL(" UNION ALL ").join(branches),
        facet=facet, place=place,
    )  # fmt: skip
