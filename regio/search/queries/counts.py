"""How many there are, in all and behind each choice."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from psycopg.sql import SQL, Composable

from .ask import Ask, Why
from .match import ALIKE, MISSED, Match, all_of, conditions, having

COUNTED = 5_000  # with words; above this nobody is helped by the exact number
_COUNTED_WITHOUT_WORDS = 200_000  # an index alone answers
Group = tuple[str, int | None, int]  # facet, Gemeinde, how many


@dataclass(frozen=True, slots=True)
class Counts:
    """See `Found`."""

    total: int = 0
    is_capped: bool = False
    facets: Mapping[str, int] = field(default_factory=dict)
    municipalities: Mapping[int, int] = field(default_factory=dict)


def count(ask: Ask, found: Match | None, at: datetime, *, whys: Collection[Why] = ()) -> Counts:
    """Totals for `ask` in one statement. `whys`: of the hits, if there are any."""
    most = COUNTED if found else _COUNTED_WITHOUT_WORDS
    with connection.cursor() as cursor:
        cursor.execute(_statement(ask, found, at, most, whys))
        return tally(cursor.fetchall(), ask, most)


def tally(groups: Iterable[Group], ask: Ask, most: int) -> Counts:
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
        return Counts(total=min(total, most), is_capped=True)
    return Counts(total=total, facets=facets, municipalities=municipalities)


def _is_there(municipality: int | None, ask: Ask) -> bool:
    return not ask.municipality_ids or municipality in ask.municipality_ids


def _statement(ask: Ask, found: Match | None, at: datetime, most: int, whys: Collection[Why]) -> Composable:
    narrow = conditions(ask, at, with_choices=False)

    def branch(*words: Composable) -> Composable:
        return SQL("(SELECT e.facet, e.municipality_id FROM search_searchentry e WHERE {} LIMIT {})").format(
            all_of([*words, *narrow]), most + 1
        )

    return SQL("WITH {} SELECT facet, municipality_id, count(*) FROM found GROUP BY facet, municipality_id").format(
        _found(found, branch, whys)
    )


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
