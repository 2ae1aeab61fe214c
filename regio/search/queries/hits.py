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
from .match import ALIKE, MISSED, Match, centre_of, conditions, having, match, terms_of

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
    counts = count(ask, found, at, whys={hit.why for hit in hits})
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
    direction = SQL("DESC") if order == "fit" else SQL("ASC")
    return SQL("""
        WITH {matches}, top AS MATERIALIZED (
            SELECT * FROM matches WHERE {past} ORDER BY value {direction} NULLS LAST, id LIMIT {limit})
        SELECT e.id, top.value, e.spot <-> {centre}, {why},
            h.open_at * tstzmultirange(tstzrange({at}::timestamptz - interval '1 day', {shown}::timestamptz)),
            e.card::text, e.kind, e.key, e.facet, e.title, e.url, e.summary, COALESCE(m.name, ''), e.lat, e.lon
        FROM top JOIN search_searchentry e USING (id)
        LEFT JOIN region_municipality m ON m.id = e.municipality_id
        LEFT JOIN search_searchhours h ON h.entry_id = e.id
        ORDER BY top.value {direction} NULLS LAST, e.id
    """).format(
        matches=_matches(ask, found, order, after, conditions(ask, at)), past=_lower(order, after), direction=direction,
        limit=ask.limit + 1, centre=centre_of(ask), why=_why(found), at=at, shown=at + _DAYS_SHOWN,
    )  # fmt: skip


def _matches(ask: Ask, found: Match | None, order: Sort, after: Place | None, narrow: list[Composable]) -> Composable:
    """CTE `matches (id, value)`: entries with the words; where nobody has them, entries with similar ones."""
    if found is None:
        return SQL("matches AS ({})").format(_listed(ask, narrow, order, after))

    def branch(query: Composable, *gate: Composable) -> Composable:
        if order == "fit":
            return _weighed(ask, query, [*gate, *narrow])
        return _listed(ask, [*gate, having(query), *narrow], order, after)

    return SQL("""
        exact AS MATERIALIZED ({exact}),
        known AS MATERIALIZED (SELECT CASE WHEN EXISTS (SELECT FROM exact) THEN TRUE ELSE {is_exact} END AS yes),
        {alike}, similar_ones AS MATERIALIZED ({similar}),
        matches AS (SELECT * FROM exact UNION ALL SELECT * FROM similar_ones)
    """).format(exact=branch(found.exact), is_exact=found.is_exact, alike=found.alike, similar=branch(ALIKE, MISSED))


def _why(found: Match | None) -> Composable:
    if not found:
        return SQL("NULL")
    return SQL("""
        CASE WHEN NOT (SELECT yes FROM known) THEN 'alike' WHEN e.heading @@ {asked} THEN 'title'
        WHEN ts_filter(e.vector, '{{a,b}}') @@ {asked} THEN 'category' ELSE 'text' END
    """).format(asked=found.asked())


def _weighed(ask: Ask, query: Composable, narrow: list[Composable]) -> Composable:
    """Title hits (score above 1), then the others (below 1), until there are enough."""
    near = SQL("1")
    if ask.centre:
        near = SQL("COALESCE(1 / (1 + (e.spot <-> {}) / {}), 0.2)").format(centre_of(ask), _HALF_AS_NEAR_KM)
    fit = SQL("ts_rank('{{0.1, 0.25, 0.6, 1}}', e.vector, {}, 32)").format(query)
    title = SQL("1 + {} * ({} + ts_rank('{{1, 1, 1, 1}}', e.heading, {}, 34)) / 2").format(near, fit, query)
    return SQL("""
        SELECT e.id, ({title})::float8 AS value FROM search_searchentry e WHERE e.heading @@ {query} AND {narrow}
        UNION ALL
        SELECT e.id, ({near} * {fit})::float8 FROM search_searchentry e
        WHERE e.vector @@ {query} AND NOT e.heading @@ {query} AND {narrow} LIMIT {most}
    """).format(title=title, near=near, fit=fit, query=query, narrow=_all(narrow), most=RANKED)


def _listed(ask: Ask, where: list[Composable], order: Sort, after: Place | None) -> Composable:
    """In an order that an index has: by name or nearest first. Keyset on the same."""
    value = SQL("e.sort_key") if order == "name" else SQL("e.spot <-> {}").format(centre_of(ask))
    past = [_past(value, order, after)] if after else []
    return SQL(
        "SELECT e.id, {value} AS value FROM search_searchentry e WHERE {where} ORDER BY {value}, e.id LIMIT {limit}"
    ).format(value=value, where=_all(where + past), limit=ask.limit + 1)


def _all(conditions: list[Composable]) -> Composable:
    return SQL(" AND ").join(conditions) if conditions else SQL("TRUE")


def _lower(order: Sort, after: Place | None) -> Composable:
    """Keyset on falling score; the other orders have theirs where they read."""
    if after is None or order != "fit":
        return SQL("TRUE")
    return SQL("(value < {value} OR (value = {value} AND id > {key}))").format(value=after[0], key=after[1])


def _past(value: Composable, order: Sort, after: Place) -> Composable:
    last, key = after
    if order == "name":
        return SQL("({}, e.id) > ({}, {})").format(value, last, key)
    if last is None:
        return SQL("(e.spot IS NULL AND e.id > {})").format(key)
    return SQL("({value} > {last} OR ({value} = {last} AND e.id > {key}) OR e.spot IS NULL)").format(
        value=value, last=last, key=key
    )
