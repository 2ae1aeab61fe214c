"""From words to conditions in SQL. Everything is a psycopg Composable: values are quoted there and nowhere else."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce

from psycopg.sql import SQL, Composable, Identifier, Literal

from regio.core.geo import box
from regio.region.queries import own_places
from regio.search.choices import STOP_WORDS
from regio.search.documents import chord, parts_of, spelled, spot

from .ask import Ask

LONGEST_QUESTION = 200  # characters
MOST_TERMS = 8
_SHORTEST_PREFIX = 3  # letters; the beginning of many words otherwise
ALIKE = SQL("(SELECT query FROM alike)")
KNOWN = SQL("(SELECT yes FROM known)")
MISSED = SQL("NOT (SELECT yes FROM known)")  # no entry has the words as typed: the gate before similar ones
Term = tuple[tuple[str, ...], ...]  # ways to spell one asked word, each of one or more words of the index


@dataclass(frozen=True, slots=True)
class Match:
    """Words as tsquery expressions. `exact` is a constant, so that the planner knows how frequent the words are."""

    exact: Composable
    alike: Composable  # CTE `alike (query)`: what was perhaps meant
    is_exact: Composable  # slow: some entry has the words as they are

    def asked(self) -> Composable:
        """The query that was used in the end."""
        return SQL("(CASE WHEN (SELECT yes FROM known) THEN {} ELSE {} END)").format(self.exact, ALIKE)


def terms_of(words: str) -> list[Term]:
    """The telling words of a question; `E-Bike` is `e` and `bike`, or `ebike`. Whatever is typed, never an error."""
    found: list[Term] = []
    for chunk in words[:LONGEST_QUESTION].split():
        parts = tuple(parts_of(spelled(chunk)))
        if len(parts) > 1 and len(parts) <= MOST_TERMS:
            found.append((parts, ("".join(parts),)))
        elif parts:
            found.append(((parts[0],),))
    telling = [term for term in dict.fromkeys(found) if term[0][0] not in STOP_WORDS or len(term) > 1]
    return (telling or found)[:MOST_TERMS]


def match(terms: list[Term], ask: Ask) -> Match:
    """Entries that have all `terms`; for terms nobody has, the most similar words; at last any of the terms."""
    queries = [_term(term, is_alone=len(terms) == 1) for term in terms]
    exact = _joined(queries, "&&")
    kinds = SQL("{}::text[]").format(list(ask.kinds) or None)
    near = SQL(", ").join(
        SQL(
            "CASE WHEN search_has({query}, {kinds}) THEN {query} ELSE COALESCE(search_alike({word}), '') END AS {name}"
        ).format(query=query, kinds=kinds, word=term[-1][-1], name=Identifier(f"q{number}"))
        for number, (term, query) in enumerate(zip(terms, queries, strict=True))
    )
    names: list[Composable] = [Identifier(f"q{number}") for number in range(len(terms))]
    alike = SQL("""
        near AS MATERIALIZED (SELECT {near}),
        alike AS MATERIALIZED (SELECT CASE WHEN search_has({every}, {kinds}) THEN {every} ELSE {some} END AS query FROM near)
    """).format(kinds=kinds, near=near, every=_joined(names, "&&"), some=_joined(names, "||"))
    return Match(exact, alike, SQL("search_has({}, {})").format(exact, kinds))


def having(query: Composable) -> Composable:
    """Entries with the words of `query`, wherever they stand."""
    return SQL("e.vector @@ {}").format(query)


def kind_condition(ask: Ask) -> list[Composable]:
    """Narrow to the kinds that are asked for."""
    return [_one_of("kind", ask.kinds)] if ask.kinds else []


def conditions(ask: Ask, at: datetime, *, with_choices: bool = True) -> list[Composable]:
    """Everything that narrows besides words. Without choices: not facet and Gemeinde, which the counts vary."""
    found = kind_condition(ask)
    if with_choices:
        found += [condition for condition in choices(ask) if condition is not None]
    if ask.centre and ask.radius_km:
        low, high = box(ask.centre, ask.radius_km)
        found += [
            SQL("e.lat BETWEEN {} AND {}").format(low.lat, high.lat),  # of these the planner knows how many there are
            SQL("e.lon BETWEEN {} AND {}").format(low.lon, high.lon),
            SQL("e.spot <-> {} <= {}").format(centre_of(ask), chord(ask.radius_km)),
        ]
    else:
        found += own_county()
    if ask.step_free:
        found.append(SQL("e.is_step_free"))
    if ask.marks:
        found.append(SQL("e.card @> {}::jsonb").format(json.dumps({"marks": list(ask.marks)})))
    if ask.open_now:
        found.append(
            SQL(
                "EXISTS (SELECT FROM search_searchhours h WHERE h.entry_id = e.id AND h.open_at @> {}::timestamptz)"
            ).format(at)
        )
    return found


def own_county() -> list[Composable]:
    """Without a radius the county is meant: what lies in a Gemeinde beyond it is left out, what has no Gemeinde stays."""
    own = [place.pk for place in own_places()]
    return [SQL("(e.municipality_id = ANY({}) OR e.municipality_id IS NULL)").format(own)] if own else []


def choices(ask: Ask) -> tuple[Composable | None, Composable | None]:
    """Conditions of the chosen facets and of the chosen Gemeinden; None where nothing is chosen."""
    return (
        _one_of("facet", ask.facets) if ask.facets else None,
        _one_of("municipality_id", ask.municipality_ids) if ask.municipality_ids else None,
    )


def _one_of(column: str, values: Sequence[str | int]) -> Composable:
    """With a single value an index that begins with `column` can also give the order."""
    name = Identifier("e", column)
    if len(values) == 1:
        return SQL("{} = {}").format(name, values[0])
    return SQL("{} = ANY({})").format(name, list(values))


def all_of(conditions: Sequence[Composable]) -> Composable:
    """Conditions joined; TRUE for none."""
    return SQL(" AND ").join(conditions) if conditions else SQL("TRUE")


def centre_of(ask: Ask) -> Composable:
    """The centre of the question as a cube, NULL without one."""
    return SQL("{}::cube").format(Literal(spot(ask.centre) if ask.centre else None))


def lexeme(word: str, *, is_prefix: bool) -> Composable:
    """`word` as its stem or as it is, or as the beginning of a longer one."""
    return SQL("(to_tsquery('regio_de', {}) || to_tsquery('regio_plain', {}))").format(
        f"'{word}'", f"'{word}':*" if is_prefix else f"'{word}'"
    )


def _term(term: Term, *, is_alone: bool) -> Composable:
    shortest = _SHORTEST_PREFIX - is_alone
    ways = [_joined([lexeme(word, is_prefix=len(word) >= shortest) for word in way], "&&") for way in term]
    return _joined(ways, "||")


def _joined(parts: list[Composable], operator: str) -> Composable:
    return reduce(lambda left, right: SQL("({} {} {})").format(left, SQL(operator), right), parts)
