"""While somebody types."""

from django.db import connection
from psycopg.sql import SQL, Composable

from regio.search.documents import spelled

from .ask import Suggestion
from .match import LONGEST_QUESTION, MOST_TERMS, parts_of

SHORTEST = 2  # letters
_LOOKED_AT = 200  # hits that are put in order; the next letter narrows further


def suggest(prefix: str, limit: int = 8, *, kinds: tuple[str, ...] = ()) -> list[Suggestion]:
    """Titles that begin so, then titles and categories with words that do. One statement; nothing below two letters."""
    words = parts_of(spelled(prefix[:LONGEST_QUESTION]))[:MOST_TERMS]
    if len("".join(words)) < SHORTEST:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_statement(words, limit, kinds))
        return [Suggestion(*row) for row in cursor.fetchall()]


def _statement(words: list[str], limit: int, kinds: tuple[str, ...]) -> Composable:
    kind = SQL("e.kind = ANY({})").format(list(kinds)) if kinds else SQL("TRUE")
    return SQL("""
        WITH begins AS (
            SELECT e.id, 0 AS rank FROM search_searchentry e WHERE e.spelled LIKE {begin} AND {kind}
            ORDER BY e.spelled USING ~<~, e.id LIMIT {limit}),
        inside AS (SELECT e.id, 1 AS rank FROM search_searchentry e WHERE e.heading @@ {query} AND {kind} LIMIT {most}),
        category AS (SELECT e.id, 2 AS rank FROM search_searchentry e WHERE e.vector @@ {weighty} AND {kind} LIMIT {most}),
        best AS (
            SELECT id, min(rank) AS rank
            FROM (SELECT * FROM begins UNION ALL SELECT * FROM inside UNION ALL SELECT * FROM category) each GROUP BY id)
        SELECT e.title, e.url, e.kind, e.facet,
               concat_ws(', ', NULLIF(e.card ->> 'category', ''), NULLIF(e.card ->> 'city', ''))
        FROM best JOIN search_searchentry e USING (id) ORDER BY best.rank, e.sort_key, e.id LIMIT {limit}
    """).format(
        begin=" ".join(words) + "%", query=_typed(words, ""), weighty=_typed(words, "AB"),
        kind=kind, limit=limit, most=_LOOKED_AT,
    )  # fmt: skip


def _typed(words: list[str], weights: str) -> Composable:
    return SQL("to_tsquery('regio_plain', {})").format(" & ".join(f"'{word}':*{weights}" for word in words))
