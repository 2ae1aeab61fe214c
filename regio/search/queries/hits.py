"""One page of results: one statement for the hits, one for the counts of the first page."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from psycopg.sql import SQL, Composable

from regio.core.hours import now_label
from regio.core.time import now
from regio.search.documents import arc

from .ask import Ask, Found, Hit, Place, Sort, order_of, read_cursor, write_cursor
from .counts import count
from .match import Match, Source, centre_of, conditions, match, terms_of

RANKED = 2_000  # hits that are weighed, those in titles first; who wants more says more words
_HALF_AS_NEAR_KM = 15.0  # at this distance a hit weighs half
_DAYS_SHOWN = timedelta(days=8)  # of the opening times: enough for "opens on Monday"
_FIELDS = ("kind", "key", "facet", "title", "url", "summary", "municipality", "lat", "lon")


def find(ask: Ask, *, at: datetime | None = None) -> Found:
    """The page of results for `ask` as of `at` (now). One statement for hits, and on the first page one for counts.

    Order "fit": title hits first, then how well the words fit times how near. Without words by distance or by name.
    At most RANKED hits are weighed; name and distance go through to the end.
    """
    at = at or now()
    terms = terms_of(ask.words)
    found = match(terms, ask) if terms else None
    order = order_of(ask, has_words=bool(terms))
    after = read_cursor(ask.after, order)
    with connection.cursor() as cursor:
        cursor.execute(_statement(ask, found, order, after, at))
        rows = cursor.fetchall()
    page, more = rows[: ask.limit], rows[ask.limit :]
    cursor_next = write_cursor(order, (page[-1][1], page[-1][0])) if more else None
    hits = [_hit(row, ask, at, order) for row in page]
    if after is not None:
        return Found(hits=hits, next=cursor_next)
    counts = count(ask, found, at)
    return Found(
        hits=hits, next=cursor_next, total=counts.total, is_capped=counts.is_capped,
        facets=counts.facets, municipalities=counts.municipalities,
    )  # fmt: skip


def _hit(row: tuple[Any, ...], ask: Ask, at: datetime, order: Sort) -> Hit:
    _key, _value, line, why, open_at, card, *fields = row
    ranges = None if open_at is None else [(part.lower, part.upper) for part in open_at]
    return Hit(
        **dict(zip(_FIELDS, fields, strict=True)),
        card=json.loads(card),
        distance_km=None if line is None else arc(line),
        open_now=None if ranges is None else now_label(ranges, at),
        why=why or ("nearby" if order == "distance" and line is not None else "listed"),
        at=at,
    )


def _statement(ask: Ask, found: Match | None, order: Sort, after: Place | None, at: datetime) -> Composable:
    narrow = conditions(ask, at)
    sources = found.sources() if found else []
    if order == "fit":
        branches = [_weighed(ask, sources, narrow, after)]
    else:
        branches = [_listed(ask, [gate, _having(query), *narrow], order, after) for query, gate in sources]
        branches = branches or [_listed(ask, narrow or [SQL("TRUE")], order, after)]
    direction = SQL("DESC") if order == "fit" else SQL("ASC")
    return SQL("""
        WITH {ctes} top AS MATERIALIZED (
            SELECT * FROM ({branches}) page ORDER BY value {direction} NULLS LAST, id LIMIT {limit})
        SELECT e.id, top.value, e.spot <-> {centre}, {why},
            h.open_at * tstzmultirange(tstzrange({at}::timestamptz - interval '1 day', {shown}::timestamptz)),
            e.card::text, e.kind, e.key, e.facet, e.title, e.url, e.summary, COALESCE(m.name, ''), e.lat, e.lon
        FROM top JOIN search_searchentry e USING (id)
        LEFT JOIN region_municipality m ON m.id = e.municipality_id
        LEFT JOIN search_searchhours h ON h.entry_id = e.id
        ORDER BY top.value {direction} NULLS LAST, e.id
    """).format(
        ctes=SQL("{},").format(found.ctes) if found else SQL(""), branches=SQL(" UNION ALL ").join(branches),
        direction=direction, limit=ask.limit + 1, centre=centre_of(ask), why=_why(found), at=at, shown=at + _DAYS_SHOWN,
    )  # fmt: skip


def _why(found: Match | None) -> Composable:
    if not found:
        return SQL("NULL")
    return SQL("""
        CASE WHEN NOT (SELECT yes FROM known) THEN 'alike' WHEN e.heading @@ {asked} THEN 'title'
        WHEN ts_filter(e.vector, '{{a,b}}') @@ {asked} THEN 'category' ELSE 'text' END
    """).format(asked=found.asked())


def _weighed(ask: Ask, sources: list[Source], narrow: list[Composable], after: Place | None) -> Composable:
    """Title hits (score above 1), then the others (below 1), until there are enough. Keyset on falling score."""
    past = SQL("TRUE")
    if after:
        past = SQL("(value < {value} OR (value = {value} AND id > {key}))").format(value=after[0], key=after[1])
    branches = [branch for query, gate in sources for branch in _scored(ask, query, [gate, *narrow])]
    return SQL("(SELECT id, value FROM ({branches} LIMIT {most}) weighed WHERE {past})").format(
        branches=SQL(" UNION ALL ").join(branches), most=RANKED, past=past
    )


def _scored(ask: Ask, query: Composable, narrow: list[Composable]) -> list[Composable]:
    near = SQL("1")
    if ask.centre:
        near = SQL("COALESCE(1 / (1 + (e.spot <-> {}) / {}), 0.2)").format(centre_of(ask), _HALF_AS_NEAR_KM)
    fit = SQL("ts_rank('{{0.1, 0.25, 0.6, 1}}', e.vector, {query}, 32)").format(query=query)
    title = SQL("ts_rank('{{1, 1, 1, 1}}', e.heading, {query}, 34)").format(query=query)  # short titles first
    scan = SQL("(SELECT e.id, ({value})::float8 AS value FROM search_searchentry e WHERE {where})")
    in_title, elsewhere = SQL("e.heading @@ {}").format(query), SQL("e.vector @@ {0} AND NOT e.heading @@ {0}").format(query)
    return [
        scan.format(
            value=SQL("1 + {} * ({} + {}) / 2").format(near, fit, title), where=SQL(" AND ").join([in_title, *narrow])
        ),
        scan.format(value=SQL("{} * {}").format(near, fit), where=SQL(" AND ").join([elsewhere, *narrow])),
    ]


def _having(query: Composable) -> Composable:
    return SQL("e.vector @@ {}").format(query)


def _listed(ask: Ask, where: list[Composable], order: Sort, after: Place | None) -> Composable:
    """In an order that an index has: by name or nearest first. Keyset on the same."""
    value = SQL("e.sort_key") if order == "name" else SQL("e.spot <-> {}").format(centre_of(ask))
    past = [_past(value, order, after)] if after else []
    return SQL("""(SELECT e.id, {value} AS value FROM search_searchentry e WHERE {where} ORDER BY {value}, e.id LIMIT {limit})""").format(
        value=value, where=SQL(" AND ").join(where + past), limit=ask.limit + 1
    )


def _past(value: Composable, order: Sort, after: Place) -> Composable:
    last, key = after
    if order == "name":
        return SQL("({}, e.id) > ({}, {})").format(value, last, key)
    if last is None:
        return SQL("(e.spot IS NULL AND e.id > {})").format(key)
    return SQL("({value} > {last} OR ({value} = {last} AND e.id > {key}) OR e.spot IS NULL)").format(
        value=value, last=last, key=key
    )
