"""How many there are, in all and behind each choice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import inf

from django.db import connection
from psycopg.sql import SQL

from .ask import Ask
from .match import all_of, conditions

Group = tuple[str, int | None, int]  # facet, Gemeinde, how many


@dataclass(frozen=True, slots=True)
class Counts:
    """See `Found`."""

    total: int = 0
    is_capped: bool = False
    facets: Mapping[str, int] = field(default_factory=dict)
    municipalities: Mapping[int, int] = field(default_factory=dict)


def count_all(ask: Ask, at: datetime) -> Counts:
    """Totals of a question without words: an index alone answers."""
    with connection.cursor() as cursor:
        cursor.execute(
            SQL("""
                SELECT facet, municipality_id, count(*) FROM search_searchentry e
                WHERE {} GROUP BY kind, facet, municipality_id
            """).format(all_of(conditions(ask, at, with_choices=False)))
        )
        return tally(cursor.fetchall(), ask)


def tally(groups: Iterable[Group], ask: Ask, *, most: float = inf) -> Counts:
    """Sums per choice, all other filters kept; where more than `most` were found, only that."""
    facets: dict[str, int] = {}
    municipalities: dict[int, int] = {}
    total = seen = 0
    for facet, municipality, number in groups:
        seen += number
        fits, is_there = not ask.facets or facet in ask.facets, _is_there(municipality, ask)
        total += number if fits and is_there else 0
        if is_there:
            facets[facet] = facets.get(facet, 0) + number
        if fits and municipality is not None:
            municipalities[municipality] = municipalities.get(municipality, 0) + number
    if seen > most:
        return Counts(total=int(most), is_capped=True)
    return Counts(total=total, facets=facets, municipalities=municipalities)


def _is_there(municipality: int | None, ask: Ask) -> bool:
    return not ask.municipality_ids or municipality in ask.municipality_ids
