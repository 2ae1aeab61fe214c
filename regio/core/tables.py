"""Rows of table files (CSV) and features of map files (GeoJSON), read so that one broken row costs only itself."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from regio.core.importing import Problem

MOST_BYTES = 64 * 1024 * 1024
MOST_CHARACTERS = 10_000  # of one field
MOST_LINES = 20  # of one row: a quotation mark that never closes must not swallow the rest of the file


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file (or the number of its feature) and its values by column."""

    line: int
    values: dict[str, Any]


def csv_rows(path: Path, *, needed: frozenset[str]) -> list[Row | Problem]:
    """All rows of a UTF-8 table with a header line; commas or semicolons. A row that cannot be read is a Problem instead."""
    data = _bytes_of(path)
    if isinstance(data, Problem):
        return [data]
    lines = data.decode("utf-8-sig", errors="surrogateescape").split("\n")
    delimiter = ";" if lines[0].count(";") > lines[0].count(",") else ","
    header = [name.strip().lower() for name in _fields(lines[0], delimiter) or []]
    if missing := sorted(needed - set(header)):
        return [Problem(1, _("The header line lacks: %(columns)s") % {"columns": ", ".join(missing)})]
    return list(_records(lines, header, delimiter))


def _records(lines: list[str], header: list[str], delimiter: str) -> Iterator[Row | Problem]:
    at = 1
    while at < len(lines):
        text, used = lines[at], 1
        if not text.strip():
            at += 1
            continue
        while text.count('"') % 2 and used < MOST_LINES and at + used < len(lines):
            text, used = f"{text}\n{lines[at + used]}", used + 1
        found = _row(at + 1, text, header, delimiter)
        # A broken row of several lines is given up after its first: the others may be good rows.
        at += 1 if isinstance(found, Problem) else used
        yield found


def _row(line: int, text: str, header: list[str], delimiter: str) -> Row | Problem:
    if "\0" in text:
        return Problem(line, _("The row holds NUL bytes."))
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        return Problem(line, _("The row is not valid UTF-8."))
    if text.count('"') % 2:
        return Problem(line, _("A quotation mark is never closed."))
    fields = _fields(text, delimiter)
    if fields is None:
        return Problem(line, _("A field is longer than %(most)s characters.") % {"most": MOST_CHARACTERS})
    if len(fields) != len(header):
        words = {"found": len(fields), "wanted": len(header)}
        return Problem(line, _("%(found)s columns instead of %(wanted)s") % words)
    return Row(line, dict(zip(header, (field.strip() for field in fields), strict=True)))


def _fields(text: str, delimiter: str) -> list[str] | None:
    """None when a field is too long."""
    try:
        fields = next(csv.reader([text.rstrip("\r")], delimiter=delimiter), [])
    except csv.Error:
        return None
    return None if any(len(field) > MOST_CHARACTERS for field in fields) else fields


def features(path: Path) -> list[Row | Problem]:
    """The features of a GeoJSON FeatureCollection, numbered from 1: properties, and the unchecked `geometry` beside them."""
    data = _bytes_of(path)
    if isinstance(data, Problem):
        return [data]
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        return [Problem(1, _("The file is not readable JSON (%(error)s).") % {"error": str(error)[:120]})]
    found = document.get("features") if isinstance(document, dict) else None
    if not isinstance(found, list) or document.get("type") != "FeatureCollection":
        return [Problem(1, _("The file is not a GeoJSON FeatureCollection."))]
    return [_feature(number, feature) for number, feature in enumerate(found, start=1)]


def _feature(number: int, feature: Any) -> Row | Problem:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return Problem(number, _("The feature has no properties."))
    return Row(number, {**properties, "geometry": feature.get("geometry")})


def _refuse(word: str) -> float:
    raise ValueError(f"{word} is not a number")


def _bytes_of(path: Path) -> bytes | Problem:
    if path.stat().st_size > MOST_BYTES:
        return Problem(1, _("The file is larger than %(most)s MB.") % {"most": MOST_BYTES // 2**20})
    return path.read_bytes()


class BadValue(ValueError):
    """A value that makes its row useless; the text says why."""


def number(values: dict[str, Any], column: str, *, low: float, high: float) -> float | None:
    """The finite number in `column`, or None where it is empty. Raises BadValue for anything else."""
    raw = values.get(column)
    if raw is None or raw == "":
        return None
    words = {"column": column, "value": str(raw)[:40]}
    try:
        found = float(raw)
    except (TypeError, ValueError, OverflowError):
        raise BadValue(_("%(column)s is not a number: %(value)s") % words) from None
    if isinstance(raw, bool) or not low <= found <= high:
        raise BadValue(_("%(column)s is out of range: %(value)s") % words)
    return found


def word(values: dict[str, Any], column: str, *, most: int) -> str:
    """The text in `column` without control characters. Raises BadValue when it is no text or longer than `most`."""
    raw = values.get(column)
    if raw is None:
        return ""
    if not isinstance(raw, str | int):
        raise BadValue(_("%(column)s is not a text.") % {"column": column})
    found = "".join(letter for letter in str(raw) if letter.isprintable() or letter == "\n").strip()
    if len(found) > most:
        raise BadValue(_("%(column)s is longer than %(most)s characters.") % {"column": column, "most": most})
    return found
