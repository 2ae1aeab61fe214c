"""One page of results and, on the first page, how many there are: at most two statements."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from psycopg.sql import SQL, Composable

from regio.core.hours import now_label
from regio.core.time import now
from regio.search.documents import arc

from .ask import Ask, Card, Found, Hit, Place, order_of, read_cursor, write_cursor
from .counts import Counts, Group, count_all, tally
from .match import ALIKE, KNOWN, MISSED, Match, all_of, centre_of, choices, conditions, having, match, terms_of
from .orders import Page, listed, past, value_of

COUNTED = 2_000  # hits with the words that are weighed and counted; who wants more says more words
_DAYS_SHOWN = timedelta(days=8)  # of the opening times: enough for "opens on Monday"
_FIELDS = ("kind", "key", "facet", "title", "url", "summary", "municipality", "lat", "lon")
Hits = list[tuple[Place, Hit]]


def find(ask: Ask, *, at: datetime | None = None) -> Found:
    """The page of results for `ask` as of `at` (now), in one statement; the first page may need a second one to count.

    Order "fit": title hits first, then how well the words fit times how near. Without words by distance or by name.
    Of words that more than COUNTED entries have, the best COUNTED titles and as many others are shown in that order.
    """
    terms = terms_of(ask.words)
    order = order_of(ask, has_words=bool(terms))
    page = Page(ask, match(terms, ask) if terms else None, order, read_cursor(ask.after, order), at or now())
    if page.after is not None:
        return _answer(page, _run(page)[0])
    if page.found is None:
        return _answer(page, _run(page)[0], count_all(ask, page.at))
    hits, groups = _run(page, with_choices=False)
    counts = tally(groups, ask, most=COUNTED)
    if counts.is_capped and any(choices(ask)):  # the chosen ones may be among those that were not looked at
        hits, groups = _run(page)
        counts = replace(tally(groups, ask, most=COUNTED), facets={}, municipalities={})
    return _answer(page, hits, counts)


def _answer(page: Page, hits: Hits, counts: Counts | None = None) -> Found:
    shown = hits[: page.ask.limit]
    following = write_cursor(page.order, shown[-1][0]) if len(hits) > len(shown) else None
    only_hits = [hit for _place, hit in shown]
    if counts is None:
        return Found(hits=only_hits, next=following)
    return Found(
        hits=only_hits, next=following, total=counts.total, is_capped=counts.is_capped,
        facets=counts.facets, municipalities=counts.municipalities,
    )  # fmt: skip


def _run(page: Page, *, with_choices: bool = True) -> tuple[Hits, list[Group]]:
    with connection.cursor() as cursor:
        cursor.execute(_statement(page, with_choices=with_choices))
        rows = cursor.fetchall()
    groups = json.loads(rows[0][0]) if rows[0][0] else []
    return [((value, key), _hit(row, page)) for _groups, value, key, *row in rows if key is not None], groups


def _hit(row: Sequence[Any], page: Page) -> Hit:
    # open_at: the opening of now or the next one; to parse more would cost more than to ask.
    line, why, open_at, card, *fields = row
    ranges = None if open_at is None else [(part.lower, part.upper) for part in open_at]
    return Hit(
        **dict(zip(_FIELDS, fields, strict=True)),
        card=Card(json.loads(card)),
        distance_km=None if line is None else arc(line),
        open_now=None if ranges is None else now_label(ranges, page.at),
        why=why or ("nearby" if page.order == "distance" and line is not None else "listed"),
        at=page.at,
    )


def _statement(page: Page, *, with_choices: bool) -> Composable:
    """First row: the groups to count. Each row: a hit; a single row without key: no hit.

    Without choices all that has the words is counted, and the choices narrow only what is shown.
    """
    return SQL("""
        WITH {sources}, top AS MATERIALIZED (
            SELECT id, value, row_number() OVER (ORDER BY value {direction} NULLS LAST, id) AS place FROM (
                SELECT e.id, e.value FROM hits e WHERE {past} ORDER BY e.value {direction} NULLS LAST, e.id LIMIT {limit}
            ) page)
        SELECT CASE WHEN COALESCE(top.place, 1) = 1 THEN counts.groups END, top.value, e.id, e.spot <-> {centre}, {why},
            CASE WHEN h.open_at IS NOT NULL THEN ARRAY(
                SELECT part FROM unnest(h.open_at) part
                WHERE upper(part) > {at}::timestamptz AND lower(part) < {shown}::timestamptz LIMIT 1) END,
            e.card::text, e.kind, e.key, e.facet, e.title, e.url, e.summary, COALESCE(m.name, ''), e.lat, e.lon
        FROM counts LEFT JOIN top ON TRUE
        LEFT JOIN search_searchentry e ON e.id = top.id
        LEFT JOIN region_municipality m ON m.id = e.municipality_id
        LEFT JOIN search_searchhours h ON h.entry_id = e.id
        ORDER BY top.place
    """).format(
        sources=_sources(page, with_choices=with_choices), direction=page.direction, past=all_of(past(page, SQL("e.value"))),
        limit=page.ask.limit + 1, centre=centre_of(page.ask), why=_why(page.found), at=page.at, shown=page.at + _DAYS_SHOWN,
    )  # fmt: skip


def _sources(page: Page, *, with_choices: bool) -> Composable:
    """CTEs `hits (id, value)` and `counts (groups)`."""
    narrow = conditions(page.ask, page.at, with_choices=with_choices)
    if page.found is None:
        return SQL("hits AS ({}), counts AS (SELECT NULL::text AS groups)").format(listed(page, narrow))
    left_out = [] if with_choices else [choice for choice in choices(page.ask) if choice]
    few = SQL(
        "(NOT (SELECT is_big FROM crowd) OR e.value < 1)" if page.order == "fit" else "NOT (SELECT is_big FROM crowd)"
    )
    return SQL("""
        exact AS MATERIALIZED ({exact}),
        known AS MATERIALIZED (SELECT CASE WHEN EXISTS (SELECT FROM exact) THEN TRUE ELSE {is_exact} END AS yes),
        {alike}, similar_ones AS MATERIALIZED ({similar}),
        matches AS (SELECT * FROM exact UNION ALL SELECT * FROM similar_ones),
        crowd AS MATERIALIZED (SELECT count(*) > {most} AS is_big FROM matches),
        counts AS MATERIALIZED (
            SELECT jsonb_agg(jsonb_build_array(facet, municipality_id, number))::text AS groups
            FROM (SELECT facet, municipality_id, count(*) AS number FROM matches GROUP BY facet, municipality_id) each),
        hits AS (SELECT e.id, e.value FROM matches e WHERE {few} UNION ALL {beyond} UNION ALL {beyond_alike})
    """).format(
        exact=_matches(page, page.found.exact, narrow), is_exact=page.found.is_exact, alike=page.found.alike,
        similar=_matches(page, ALIKE, [MISSED, *narrow]), most=COUNTED, few=all_of([few, *left_out]),
        beyond=_beyond(page, page.found.exact, [KNOWN, *narrow]), beyond_alike=_beyond(page, ALIKE, [MISSED, *narrow]),
    )  # fmt: skip


def _matches(page: Page, query: Composable, narrow: list[Composable]) -> Composable:
    # In a subquery the planner cannot see how frequent the words are. It guesses far too high for beginnings of words and
    # would read the table for them; with a place beside the words it has to weigh which of both is rarer.
    seen = query if page.ask.radius_km or page.ask.municipality_ids else SQL("(SELECT {})").format(query)
    return SQL("""
        SELECT e.id, e.facet, e.municipality_id, {value} AS value
        FROM search_searchentry e WHERE {narrow} LIMIT {most}
    """).format(value=value_of(page, query), narrow=all_of([having(seen), *narrow]), most=COUNTED + 1)


def _beyond(page: Page, query: Composable, narrow: list[Composable]) -> Composable:
    """Of words with too many matches: those in titles, or what the index of the order gives first."""
    is_big = SQL("(SELECT is_big FROM crowd)")
    if page.order != "fit":
        return listed(page, [is_big, having(query), *narrow])
    return SQL("(SELECT e.id, {} AS value FROM search_searchentry e WHERE {} LIMIT {})").format(
        value_of(page, query), all_of([is_big, SQL("e.heading @@ {}").format(query), *narrow]), COUNTED
    )


def _why(found: Match | None) -> Composable:
    if not found:
        return SQL("NULL")
    return SQL("""
        CASE WHEN NOT (SELECT yes FROM known) THEN 'alike' WHEN e.heading @@ {asked} THEN 'title'
        WHEN ts_filter(e.vector, '{{a,b}}') @@ {asked} THEN 'category' ELSE 'text' END
    """).format(asked=found.asked())
