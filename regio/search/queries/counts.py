"""How many there are, in all and behind each choice."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from psycopg.sql import SQL, Composable

from .ask import Ask, Why
from .match import ALIKE, MISSED, Match, choices, conditions, having

COUNTED = 5_000  # with words; above this nobody is helped by the exact number
_COUNTED_WITHOUT_WORDS = 200_000  # an index alone answers


@dataclass(frozen=True, slots=True)
class Counts:
    """See `Found`."""

    total: int = 0
    is_capped: bool = False
    facets: Mapping[str, int] = field(default_factory=dict)
    municipalities: Mapping[int, int] = field(default_factory=dict)


def count(ask: Ask, found: Match | None, at: datetime, *, whys: Collection[Why] = ()) -> Counts:
    """Totals for `ask` in one statement; where there are too many, only that. `whys`: of the hits, if there are any."""
    most = COUNTED if found else _COUNTED_WITHOUT_WORDS
    with connection.cursor() as cursor:
        cursor.execute(_statement(ask, found, at, most, whys))
        rows = cursor.fetchall()
    facets = {name: number for level, name, _m, number, _f, _b, _all in rows if level == 1 and number}
    places = {key: number for level, _n, key, _m, number, _b, _all in rows if level == 2 and key and number}
    total, seen = next(((both, every) for level, *_counts, both, every in rows if level == 3), (0, 0))
    if seen > most:
        return Counts(total=min(total, most), is_capped=True)
    return Counts(total=total, facets=facets, municipalities=places)


def _statement(ask: Ask, found: Match | None, at: datetime, most: int, whys: Collection[Why]) -> Composable:
    narrow = [SQL("TRUE"), *conditions(ask, at, with_choices=False)]
    facet, place = (condition or SQL("TRUE") for condition in choices(ask))

    def branch(*words: Composable) -> Composable:
        return SQL("(SELECT e.facet, e.municipality_id FROM search_searchentry e WHERE {} LIMIT {})").format(
            SQL(" AND ").join([*words, *narrow]), most + 1
        )

    return SQL("""
        WITH {found}
        SELECT GROUPING(facet, municipality_id), facet, municipality_id, count(*) FILTER (WHERE {place}),
            count(*) FILTER (WHERE {facet}), count(*) FILTER (WHERE {facet} AND {place}), count(*)
        FROM found e GROUP BY GROUPING SETS ((facet), (municipality_id), ())
    """).format(found=_found(found, branch, whys), facet=facet, place=place)


def _found(found: Match | None, branch: Callable[..., Composable], whys: Collection[Why]) -> Composable:
    """CTE `found`: what the hits have told already need not be asked again."""
    if found is None:
        return SQL("found AS ({})").format(branch())
    if whys and "alike" not in whys:
        return SQL("found AS ({})").format(branch(having(found.exact)))
    if whys:
        return SQL("{}, found AS ({})").format(found.alike, branch(having(ALIKE)))
    return SQL("known AS MATERIALIZED (SELECT {} AS yes), {}, found AS ({} UNION ALL {})").format(
        found.is_exact, found.alike, branch(having(found.exact)), branch(MISSED, having(ALIKE))
    )
