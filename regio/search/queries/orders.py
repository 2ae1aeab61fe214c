"""The order of results, and how the next page goes on in it (keyset)."""

from dataclasses import dataclass
from datetime import datetime

from psycopg.sql import SQL, Composable

from .ask import Ask, Place, Sort
from .match import Match, all_of, centre_of

_HALF_AS_NEAR_KM = 15.0  # at this distance a hit weighs half


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the results of a question."""

    ask: Ask
    found: Match | None  # None: no words were asked
    order: Sort
    after: Place | None
    at: datetime

    @property
    def direction(self) -> Composable:
        """Best fit falls, name and distance rise."""
        return SQL("DESC") if self.order == "fit" else SQL("ASC")


def value_of(page: Page, query: Composable | None) -> Composable:
    """What entry `e` is ordered by. Best fit: above 1 with the words in the title, below 1 with words elsewhere."""
    if page.order == "name":
        return SQL("e.sort_key")
    line = SQL("(e.spot <-> {})").format(centre_of(page.ask))
    if page.order == "distance":
        return line
    near: Composable = SQL("1")
    if page.ask.centre:
        near = SQL("COALESCE(1 / (1 + {} / {}), 0.2)").format(line, _HALF_AS_NEAR_KM)
    fit = SQL("ts_rank('{{0.1, 0.25, 0.6, 1}}', e.vector, {}, 32)").format(query)
    title = SQL("({} + ts_rank('{{1, 1, 1, 1}}', e.heading, {}, 34)) / 2").format(fit, query)  # short titles first
    return SQL("""
        (CASE WHEN e.heading @@ {query} THEN 1 + {near} * {title} ELSE {near} * {fit} END)::float8
    """).format(near=near, query=query, title=title, fit=fit)


def listed(page: Page, narrow: list[Composable]) -> Composable:
    """Entries by name or nearest first, as an index has them."""
    value = value_of(page, None)
    return SQL("""
        (SELECT e.id, {value} AS value FROM search_searchentry e WHERE {narrow} ORDER BY {value}, e.id LIMIT {limit})
    """).format(value=value, narrow=all_of([*narrow, *past(page, value)]), limit=page.ask.limit + 1)


def past(page: Page, value: Composable) -> list[Composable]:
    """Condition for what comes after the page before; none on the first page."""
    if page.after is None:
        return []
    last, key = page.after
    if page.order == "name":
        return [SQL("({}, e.id) > ({}, {})").format(value, last, key)]
    if last is None:
        return [SQL("({} IS NULL AND e.id > {})").format(value, key)]
    beyond, rest = (SQL("<"), SQL("")) if page.order == "fit" else (SQL(">"), SQL(" OR {} IS NULL").format(value))
    return [
        SQL("({value} {beyond} {last} OR ({value} = {last} AND e.id > {key}){rest})").format(
            value=value, beyond=beyond, last=last, key=key, rest=rest
        )
    ]
