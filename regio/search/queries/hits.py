"""One page of results and, on the first page, how many there are: at most two statements."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from psycopg.sql import SQL, Composable

from regio.core.hours import now_label
from regio.core.time import now
from regio.search.documents import arc

from .ask import Ask, Found, Hit, Place, Sort, order_of, read_cursor, write_cursor
from .counts import COUNTED, Counts, Group, count, tally
from .match import ALIKE, MISSED, Match, all_of, centre_of, choices, conditions, having, match, terms_of

_HALF_AS_NEAR_KM = 15.0  # at this distance a hit weighs half
_DAYS_SHOWN = timedelta(days=8)  # of the opening times: enough for "opens on Monday"
_FIELDS = ("kind", "key", "facet", "title", "url", "summary", "municipality", "lat", "lon")


@dataclass(frozen=True, slots=True)
class _Page:
    """What a statement has to know beside the question."""

    ask: Ask
    found: Match | None
    order: Sort
    after: Place | None
    at: datetime


def find(ask: Ask, *, at: datetime | None = None) -> Found:
    """The page of results for `ask` as of `at` (now), in one statement; the first page may need a second one to count.

    Order "fit": title hits first, then how well the words fit times how near. Without words by distance or by name.
    At most COUNTED hits are weighed; name and distance go through to the end.
    """
    terms = terms_of(ask.words)
    order = order_of(ask, has_words=bool(terms))
    page = _Page(ask, match(terms, ask) if terms else None, order, read_cursor(ask.after, order), at or now())
    if page.after is not None:
        return _answer(page, _run(page)[0])
    if order != "fit":
        hits, _groups = _run(page)
        counts = count(ask, page.found, page.at, whys={hit.why for _place, hit in hits})
        return _answer(page, hits, counts)
    hits, groups = _run(page, with_choices=False, counted=True)
    counts = tally(groups, ask, COUNTED)
    if counts.is_capped and any(choices(ask)):  # the chosen ones may be among those that were not looked at
        hits, groups = _run(page, counted=True)
        counts = replace(tally(groups, ask, COUNTED), facets={}, municipalities={})
    return _answer(page, hits, counts)


def _answer(page: _Page, hits: list[tuple[Place, Hit]], counts: Counts | None = None) -> Found:
    shown = hits[: page.ask.limit]
    following = write_cursor(page.order, shown[-1][0]) if len(hits) > len(shown) else None
    only_hits = [hit for _place, hit in shown]
    if counts is None:
        return Found(hits=only_hits, next=following)
    return Found(
        hits=only_hits, next=following, total=counts.total, is_capped=counts.is_capped,
        facets=counts.facets, municipalities=counts.municipalities,
    )  # fmt: skip


def _run(
    page: _Page, *, with_choices: bool = True, counted: bool = False
) -> tuple[list[tuple[Place, Hit]], list[Group]]:
    with connection.cursor() as cursor:
        cursor.execute(_statement(page, with_choices=with_choices, counted=counted))
        rows = cursor.fetchall()
    groups = json.loads(rows[0][0]) if rows[0][0] else []
    return [((value, key), _hit(row, page)) for _groups, value, key, *row in rows if key is not None], groups


def _hit(row: Sequence[Any], page: _Page) -> Hit:
    line, why, open_at, card, *fields = row
    ranges = None if open_at is None else [(part.lower, part.upper) for part in open_at]
    return Hit(
        **dict(zip(_FIELDS, fields, strict=True)),
        card=json.loads(card),
        distance_km=None if line is None else arc(line),
        open_now=None if ranges is None else now_label(ranges, page.at),
        why=why or ("nearby" if page.order == "distance" and line is not None else "listed"),
        at=page.at,
    )


def _statement(page: _Page, *, with_choices: bool, counted: bool) -> Composable:
    """First row: the groups to count (when `counted`). Each row: a hit; a single row without key: no hit."""
    left_out = [] if with_choices else [choice for choice in choices(page.ask) if choice]
    return SQL("""
        WITH {matches}, counts AS MATERIALIZED ({counts}), top AS MATERIALIZED (
            SELECT e.id, e.value, row_number() OVER (ORDER BY e.value {direction} NULLS LAST, e.id) AS place
            FROM matches e WHERE {narrow} ORDER BY place LIMIT {limit})
        SELECT CASE WHEN COALESCE(top.place, 1) = 1 THEN counts.groups END, top.value, e.id, e.spot <-> {centre}, {why},
            h.open_at * tstzmultirange(tstzrange({at}::timestamptz - interval '1 day', {shown}::timestamptz)),
            e.card::text, e.kind, e.key, e.facet, e.title, e.url, e.summary, COALESCE(m.name, ''), e.lat, e.lon
        FROM counts LEFT JOIN top ON TRUE
        LEFT JOIN search_searchentry e ON e.id = top.id
        LEFT JOIN region_municipality m ON m.id = e.municipality_id
        LEFT JOIN search_searchhours h ON h.entry_id = e.id
        ORDER BY top.place
    """).format(
        matches=_matches(page, conditions(page.ask, page.at, with_choices=with_choices)),
        counts=_GROUPS if counted else SQL("SELECT NULL::text AS groups"),
        direction=SQL("DESC") if page.order == "fit" else SQL("ASC"),
        narrow=all_of([*left_out, *_lower(page)]), limit=page.ask.limit + 1, centre=centre_of(page.ask),
        why=_why(page.found), at=page.at, shown=page.at + _DAYS_SHOWN,
    )  # fmt: skip


_GROUPS = SQL("""
    SELECT jsonb_agg(jsonb_build_array(facet, municipality_id, number))::text AS groups
    FROM (SELECT facet, municipality_id, count(*) AS number FROM matches GROUP BY facet, municipality_id) each
""")


def _matches(page: _Page, narrow: list[Composable]) -> Composable:
    """CTE `matches (id, facet, municipality_id, value)`: entries with the words; where nobody has them, with similar ones."""
    if page.found is None:
        return SQL("matches AS ({})").format(_listed(page, narrow))

    def branch(query: Composable, *gate: Composable) -> Composable:
        if page.order == "fit":
            return _weighed(page.ask, query, [*gate, *narrow])
        return _listed(page, [*gate, having(query), *narrow])

    return SQL("""
        exact AS MATERIALIZED ({exact}),
        known AS MATERIALIZED (SELECT CASE WHEN EXISTS (SELECT FROM exact) THEN TRUE ELSE {is_exact} END AS yes),
        {alike}, similar_ones AS MATERIALIZED ({similar}),
        matches AS (SELECT * FROM exact UNION ALL SELECT * FROM similar_ones)
    """).format(
        exact=branch(page.found.exact),
        is_exact=page.found.is_exact,
        alike=page.found.alike,
        similar=branch(ALIKE, MISSED),
    )


def _why(found: Match | None) -> Composable:
    if not found:
        return SQL("NULL")
    return SQL("""
        CASE WHEN NOT (SELECT yes FROM known) THEN 'alike' WHEN e.heading @@ {asked} THEN 'title'
        WHEN ts_filter(e.vector, '{{a,b}}') @@ {asked} THEN 'category' ELSE 'text' END
    """).format(asked=found.asked())


def _weighed(ask: Ask, query: Composable, narrow: list[Composable]) -> Composable:
    """Title hits (score above 1), then the others (below 1), until there are enough."""
    near: Composable = SQL("1")
    if ask.centre:
        near = SQL("COALESCE(1 / (1 + (e.spot <-> {}) / {}), 0.2)").format(centre_of(ask), _HALF_AS_NEAR_KM)
    fit = SQL("ts_rank('{{0.1, 0.25, 0.6, 1}}', e.vector, {}, 32)").format(query)
    title = SQL("1 + {} * ({} + ts_rank('{{1, 1, 1, 1}}', e.heading, {}, 34)) / 2").format(near, fit, query)
    return SQL("""
        SELECT e.id, e.facet, e.municipality_id, ({title})::float8 AS value
        FROM search_searchentry e WHERE e.heading @@ {query} AND {narrow}
        UNION ALL
        SELECT e.id, e.facet, e.municipality_id, ({near} * {fit})::float8
        FROM search_searchentry e WHERE e.vector @@ {query} AND NOT e.heading @@ {query} AND {narrow} LIMIT {most}
    """).format(title=title, near=near, fit=fit, query=query, narrow=all_of(narrow), most=COUNTED + 1)


def _listed(page: _Page, narrow: list[Composable]) -> Composable:
    """In an order that an index has: by name or nearest first. Keyset on the same."""
    value = SQL("e.sort_key") if page.order == "name" else SQL("e.spot <-> {}").format(centre_of(page.ask))
    past = [_past(value, page.order, page.after)] if page.after else []
    return SQL("""
        SELECT e.id, e.facet, e.municipality_id, {value} AS value
        FROM search_searchentry e WHERE {narrow} ORDER BY {value}, e.id LIMIT {limit}
    """).format(value=value, narrow=all_of(narrow + past), limit=page.ask.limit + 1)


def _lower(page: _Page) -> list[Composable]:
    """Keyset on falling score; the other orders have theirs where they read."""
    if page.after is None or page.order != "fit":
        return []
    value, key = page.after
    return [SQL("(e.value < {value} OR (e.value = {value} AND e.id > {key}))").format(value=value, key=key)]


def _past(value: Composable, order: Sort, after: Place) -> Composable:
    last, key = after
    if order == "name":
        return SQL("({}, e.id) > ({}, {})").format(value, last, key)
    if last is None:
        return SQL("(e.spot IS NULL AND e.id > {})").format(key)
    return SQL("({value} > {last} OR ({value} = {last} AND e.id > {key}) OR e.spot IS NULL)").format(
        value=value, last=last, key=key
    )
