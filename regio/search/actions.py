"""Every write into the index. Rooms call these inside the transaction that changes their record.

Nothing here goes on the audit trail: an entry is a copy of a record whose own room has recorded the deed.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import batched

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from regio.core.geo import Point
from regio.core.importing import Progress
from regio.core.text import sort_key
from regio.core.time import now
from regio.region.models import Municipality
from regio.search import registry
from regio.search.documents import Document, spot, telling, words_of
from regio.search.models import SearchEntry, SearchHours

DAYS_AHEAD = 28
BATCH = 500
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")  # as JSON writes it
_SHORTEST_LEARNT = 4  # letters; shorter words are too like each other to correct
_MARGIN = timedelta(minutes=1)  # longest transaction that a rebuild has to expect beside itself


def put(document: Document) -> None:
    """Make `document` findable, or change what is known of it. Call it in the transaction that changes the record."""
    put_many([document])


def put_many(documents: Iterable[Document]) -> int:
    """Like `put` for many: four statements whatever their number. Returns how many entries were new or different.

    Unchanged documents write nothing. In the caller's transaction; hand over a few thousand at most at a time.
    """
    return _put(documents)


def drop(kind: str, key: str) -> bool:
    """Forget the entry, in the caller's transaction. False when there was none."""
    return SearchEntry.objects.filter(kind=kind, key=key).delete()[0] > 0


def drop_parts(kind: str, key: str, *, but: Iterable[str] = ()) -> None:
    """Forget the entries of parts of a record (keys `<key>-…`), in the caller's transaction, except those in `but`."""
    SearchEntry.objects.filter(kind=kind, key__startswith=f"{key}-").exclude(key__in=[*but]).delete()


def follow_municipalities(sender: object, *, keys: Iterable[int], **_rest: object) -> None:
    """Receiver of region.signals.municipalities_changed: those of the own county can be found, others cannot."""
    wanted = [str(key) for key in keys]
    documents = [document for document in municipality_documents() if document.key in set(wanted)]
    kept = {document.key for document in documents}
    SearchEntry.objects.filter(kind="municipality", key__in=[key for key in wanted if key not in kept]).delete()
    put_many(documents)


def municipality_documents() -> Iterator[Document]:
    """What the search knows of the Gemeinden of the own county."""
    for place in Municipality.objects.own().by_name().defer("boundary"):
        yield Document(
            kind="municipality",
            key=str(place.pk),
            title=place.name,
            url=reverse("region:municipality", args=[place.slug]),
            words=" ".join([*place.postcodes, place.association]),
            card={"category": place.kind, "icon": "crest", "lane": "official"},
            municipality_id=place.pk,
            lat=place.lat,
            lon=place.lon,
        )


def rebuild(names: Iterable[str] = (), *, progress: Progress | None = None) -> dict[str, int]:
    """Write every entry of these kinds (all without `names`) afresh while people go on searching. Entries per kind.

    Batches are transactions of their own. What rooms put meanwhile is newer and stays; entries whose record is gone
    are dropped at the end.
    """
    chosen = set(names)
    return {kind.name: _rebuild(kind, progress) for kind in registry.kinds() if not chosen or kind.name in chosen}


def refresh_open_times(*, only_stale: bool = False) -> int:
    """Work out the opening times of the next four weeks anew. Returns how many documents were looked at.

    With `only_stale` only when the last time was before today.
    """
    if only_stale and not SearchHours.objects.filter(until__lt=_until()).exists():
        return 0
    done = 0
    for kind in registry.kinds():
        for part in batched(kind.documents(), BATCH):
            with transaction.atomic():
                _put_hours(_rows(part))
            done += len(part)
    return done


@app.task(name="search.forget_words")
def tidy_words_later() -> None:
    """Twin of `tidy_words`: a name that left a page shall not stay until the night."""
    tidy_words()


def tidy_words() -> int:
    """Forget doubles and words that no entry contains any more. Returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_TIDY_WORDS)
        return int(cursor.rowcount)


def _rebuild(kind: registry.Kind, progress: Progress | None) -> int:
    began = now() - _MARGIN
    seen: set[str] = set()
    for part in batched(kind.documents(), BATCH):
        with transaction.atomic():
            _put(part, unless_put_since=began)
        seen.update(document.key for document in part)
        if progress:
            progress(len(seen), 0)
    known = SearchEntry.objects.filter(kind=kind.name, put_at__lt=began).values_list("key", flat=True)
    for gone in batched(set(known) - seen, BATCH):
        SearchEntry.objects.filter(kind=kind.name, key__in=gone, put_at__lt=began).delete()
    return len(seen)


def _put(documents: Iterable[Document], *, unless_put_since: datetime | None = None) -> int:
    rows = _rows(documents)
    if not rows:
        return 0
    given = _json(rows)
    with connection.cursor() as cursor:
        cursor.execute(_PUT_ENTRIES, {"given": given, "since": unless_put_since or now() + timedelta(days=1)})
        written = int(cursor.rowcount)
        words = {word for row in rows for text in ("a", "b", "c", "d") for word in str(row[text]).split()}
        learnt = [word for word in sorted(words) if len(word) >= _SHORTEST_LEARNT and not word.isdigit()]
        cursor.execute(_PUT_WORDS, [learnt])
    _put_hours(rows)
    return written


def _put_hours(rows: list[dict[str, object]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_PUT_HOURS, {"given": _json(rows), "today": _today(), "until": _until()})


def _rows(documents: Iterable[Document]) -> list[dict[str, object]]:
    """Each record once, in the same order in every transaction, so that two of them never lock each other out."""
    last = {(document.kind, document.key): document for document in documents}
    places = {document.municipality_id for document in last.values() if document.municipality_id}
    names = dict(Municipality.objects.filter(pk__in=places).values_list("pk", "name")) if places else {}
    return [_row(last[key], names.get(last[key].municipality_id or 0, "")) for key in sorted(last)]


def _row(document: Document, place: str) -> dict[str, object]:
    card = document.card
    a = words_of(document.title)
    b = telling(words_of(f"{card.get('category', '')} {document.keywords}"))
    c = telling(words_of(f"{document.summary} {place} {card.get('city', '')}"))
    where = None
    if document.lat is not None and document.lon is not None:
        where = Point(document.lat, document.lon)
    return {
        "kind": document.kind,
        "key": document.key,
        "facet": document.facet or document.kind,
        "title": document.title[:200],
        "sort_key": sort_key(document.title),
        "spelled": " ".join(a)[:200],
        "summary": document.summary[:400],
        "url": document.url,
        "card": card,
        "is_step_free": bool(card.get("step_free")),
        "municipality_id": document.municipality_id,
        "lat": where and where.lat,
        "lon": where and where.lon,
        "spot": where and spot(where),
        "open_at": _multirange(document.open_ranges),
        **{name: " ".join(words) for name, words in zip("abcd", (a, b, c, _rest(document, a + b + c)), strict=True)},
    }


def _rest(document: Document, beside: list[str]) -> list[str]:
    return telling(words_of(document.words[:20_000]), beside=beside)


def _multirange(ranges: list[tuple[datetime, datetime]] | None) -> str | None:
    if ranges is None:
        return None
    parts = (f'["{start.isoformat()}","{end.isoformat()}")' for start, end in ranges if start < end)
    return "{" + ",".join(parts) + "}"


def _json(rows: list[dict[str, object]]) -> str:
    """PostgreSQL knows neither NUL nor half surrogate pairs in texts."""
    text = json.dumps(rows, ensure_ascii=False).encode(errors="replace").decode()
    return _NUL.sub(r"\1 ", text)


def _today() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def _until() -> datetime:
    return _today() + timedelta(days=DAYS_AHEAD)


_COLUMNS = "facet, title, sort_key, spelled, summary, url, card, is_step_free, municipality_id, lat, lon, spot, heading, vector"
_CHANGES = ", ".join(f"{column} = EXCLUDED.{column}" for column in _COLUMNS.split(", "))
_OLD = ", ".join(f"e.{column}" for column in _COLUMNS.split(", "))
_NEW = ", ".join(f"EXCLUDED.{column}" for column in _COLUMNS.split(", "))

# One statement for any number of rows. The vector: stems of four weights; of all but the rest also the words as they are,
# so that "Wanderun" finds "Wanderung". Narrow rows make every search faster: the rest has neither words nor positions.
_PUT_ENTRIES = f"""
INSERT INTO search_searchentry AS e (kind, key, {_COLUMNS}, put_at)
SELECT kind, key, facet, title, sort_key, spelled, summary, url, card, is_step_free, municipality_id, lat, lon, spot,
       to_tsvector('regio_de', a) || to_tsvector('regio_plain', a),
       setweight(to_tsvector('regio_de', a) || to_tsvector('regio_plain', a), 'A')
       || setweight(to_tsvector('regio_de', b) || to_tsvector('regio_plain', b), 'B')
       || setweight(to_tsvector('regio_de', c) || to_tsvector('regio_plain', c), 'C')
       || strip(to_tsvector('regio_de', d)),
       clock_timestamp()
FROM jsonb_to_recordset(%(given)s) AS given (
    kind text, key text, facet text, title text, sort_key text, spelled text, summary text, url text, card jsonb,
    is_step_free boolean, municipality_id bigint, lat float8, lon float8, spot cube, a text, b text, c text, d text)
ON CONFLICT (kind, key) DO UPDATE SET {_CHANGES}, put_at = EXCLUDED.put_at
WHERE e.put_at < %(since)s AND ({_OLD}) IS DISTINCT FROM ({_NEW})
"""  # noqa: S608 - only constants of this file
_PUT_HOURS = """
WITH given AS (
    SELECT e.id, open_at::tstzmultirange * tstzmultirange(tstzrange(%(today)s, %(until)s)) AS open_at
    FROM jsonb_to_recordset(%(given)s) AS row (kind text, key text, open_at text)
    JOIN search_searchentry e USING (kind, key)
), gone AS (
    DELETE FROM search_searchhours h USING given WHERE h.entry_id = given.id AND given.open_at IS NULL
)
INSERT INTO search_searchhours AS h (entry_id, open_at, until)
SELECT id, open_at, %(until)s FROM given WHERE open_at IS NOT NULL ORDER BY id
ON CONFLICT (entry_id) DO UPDATE SET open_at = EXCLUDED.open_at, until = EXCLUDED.until
WHERE (h.open_at, h.until) IS DISTINCT FROM (EXCLUDED.open_at, EXCLUDED.until)
"""
_PUT_WORDS = """
INSERT INTO search_searchword (word)
SELECT word FROM unnest(%s::text[]) AS given (word)
WHERE NOT EXISTS (SELECT FROM search_searchword known WHERE known.word = given.word)
"""
_TIDY_WORDS = """
DELETE FROM search_searchword w
WHERE EXISTS (SELECT FROM search_searchword other WHERE other.word = w.word AND other.id < w.id)
   OR NOT EXISTS (SELECT FROM search_searchentry e WHERE e.vector @@ ('''' || w.word || '''')::tsquery)
"""
