"""Places of a table or map with the columns of OpenStreetMap extracts (docs/operate.md).

Everything is known by its reference there (osm_id), so the file can be read again: a second run writes nothing.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from regio.core.hours import HoursError, normalise
from regio.core.importing import Problem, Progress, Report
from regio.core.tables import BadValue, Row, csv_rows, features, number, word
from regio.core.time import now
from regio.organisations.actions import Facts, put_organisations
from regio.organisations.actions.merge import open_duplicates
from regio.organisations.choices import Access
from regio.organisations.importers.categories import kind_and_word, offered
from regio.organisations.queries.duplicates import new_since
from regio.region.queries import keys_by_ags

LICENCE = "ODbL"
SOURCE = "© OpenStreetMap contributors"
_NEEDED = frozenset({"osm_id", "name", "category", "lat", "lon"})
_BATCH = 500
_REFERENCE = re.compile(r"(node|way|relation)/[0-9]{1,19}")
_BARE_ADDRESS = re.compile(r"\w[\w.-]+\.[a-z]{2,}(/\S*)?", re.IGNORECASE)
_is_address = URLValidator(schemes=["http", "https"])


def import_organisations(path: Path, *, progress: Progress | None = None) -> Report:
    """Take over and publish every place of `path` (CSV, or GeoJSON when its name ends so), with source and licence.

    A row that cannot be used is reported and the others kept; hours that cannot be understood stay as text and are reported.
    """
    is_map = path.suffix.lower() in (".geojson", ".json")
    rows = features(path) if is_map else csv_rows(path, needed=_NEEDED)
    report, began = Report(), now()
    seen: dict[str, int] = {}
    batch: list[Facts] = []
    reader = _Reader(keys_by_ags())
    for done, row in enumerate(rows, start=1):
        facts = row if isinstance(row, Problem) else reader.read(row)
        if isinstance(facts, Facts) and facts.external_ref in seen:
            words = {"key": facts.external_ref, "line": seen[facts.external_ref]}
            facts = Problem(row.line, _("%(key)s stands in line %(line)s already.") % words)
        if isinstance(facts, Problem):
            report.problems.append(facts)
        else:
            seen[facts.external_ref] = row.line
            batch.append(facts)
            report.problems.extend(reader.remarks)
        if len(batch) >= _BATCH or done == len(rows):
            _add(report, put_organisations(batch))
            batch = []
            if progress:
                progress(done, len(rows))
    if report.created:
        open_duplicates(new_since(began))
    return report


def _add(report: Report, part: Report) -> None:
    report.created += part.created
    report.changed += part.changed
    report.unchanged += part.unchanged


class _Reader:
    """Turns rows into facts. `remarks` are what it could not take over of the last row without losing it."""

    def __init__(self, municipalities: dict[str, int]) -> None:
        self.municipalities = municipalities
        self.remarks: list[Problem] = []

    def read(self, row: Row) -> Facts | Problem:
        self.remarks = []
        values = _with_point(row.values)
        try:
            return self._facts(row.line, values, _tags(values))
        except BadValue as error:
            return Problem(row.line, str(error))

    def _facts(self, line: int, values: dict[str, Any], tags: dict[str, str]) -> Facts:
        reference = word(values, "osm_id", most=120)
        if not _REFERENCE.fullmatch(reference):
            raise BadValue(_("osm_id is not like node/123: %(value)s") % {"value": reference[:40]})
        kind, category = kind_and_word(word(values, "category", most=200), tags)
        place = self._place(line, values)
        return Facts(
            reference,
            _name(values, category),
            {
                "kind": kind.value,
                "category": category,
                "claim": _claim(tags)[:200],
                "description": str(tags.get("description", ""))[:2000],
                **place,
                **self._hours(line, values),
                "website": self._website(line, values),
                "access": _access(tags),
                "source": SOURCE,
                "source_licence": LICENCE,
                "source_url": f"https://www.openstreetmap.org/{reference}",
            },
        )

    def _place(self, line: int, values: dict[str, Any]) -> dict[str, Any]:
        lat, lon = number(values, "lat", low=-90, high=90), number(values, "lon", low=-180, high=180)
        if lat is None or lon is None:
            raise BadValue(_("lat and lon are missing."))
        ags = word(values, "ags", most=8)
        municipality = self.municipalities.get(ags)
        if municipality is None and ags:
            self._remark(line, _("No municipality has the key %(key)s; kept without one.") % {"key": ags})
        return {
            "street": word(values, "street", most=120),
            "housenumber": word(values, "housenumber", most=20),
            "postcode": word(values, "postcode", most=10),
            "city": word(values, "city", most=120) or word(values, "gemeinde", most=120),
            "municipality_id": municipality,
            "lat": lat,
            "lon": lon,
        }

    def _hours(self, line: int, values: dict[str, Any]) -> dict[str, str]:
        given = word(values, "opening_hours", most=10_000)
        if not given:
            return {"opening_hours": "", "opening_hours_text": ""}
        try:
            if len(understood := normalise(given)) <= 1000:
                return {"opening_hours": understood, "opening_hours_text": ""}
            reason = _("too long")
        except HoursError as error:
            reason = str(error)
        words = {"hours": given[:80], "reason": reason}
        self._remark(line, _("Opening hours kept as text: %(hours)s (%(reason)s)") % words)
        return {"opening_hours": "", "opening_hours_text": given[:1000]}

    def _website(self, line: int, values: dict[str, Any]) -> str:
        given = word(values, "website", most=2000).split(";")[0].strip()
        address = f"https://{given}" if _BARE_ADDRESS.fullmatch(given) else given
        if not address:
            return ""
        try:
            _is_address(address)
        except ValidationError:
            address = ""
        if not address or len(address) > 300:
            self._remark(line, _("Website left out: %(value)s") % {"value": given[:80]})
            return ""
        return address

    def _remark(self, line: int, reason: str) -> None:
        self.remarks.append(Problem(line, reason, is_row_lost=False))


def _with_point(values: dict[str, Any]) -> dict[str, Any]:
    """GeoJSON: the place is the geometry when the properties do not say it."""
    geometry = values.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") != "Point" or values.get("lat") not in (None, ""):
        return values
    position = geometry.get("coordinates")
    if not isinstance(position, list) or len(position) < 2:
        return values
    return {**values, "lon": position[0], "lat": position[1]}


def _tags(values: dict[str, Any]) -> dict[str, str]:
    """Further OSM tags: a JSON object; anything else says nothing."""
    given = values.get("tags") or {}
    try:
        found = json.loads(given) if isinstance(given, str) else given
    except (ValueError, RecursionError):
        return {}
    return (
        {key: _printable(value) for key, value in found.items() if isinstance(value, str)}
        if isinstance(found, dict)
        else {}
    )


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable() or letter == "\n").strip()


def _name(values: dict[str, Any], category: str) -> str:
    """The name, or for nameless places what and where they are: `Eierautomat Berliner Straße, Schnakenbek`."""
    if name := " ".join(word(values, "name", most=160).split()):
        return name
    where = ", ".join(_first(values, ("street",), ("city", "gemeinde")))
    if not (category and where):
        raise BadValue(_("There is no name, and nothing to make one of."))
    return f"{category} {where}"[:160]


def _first(values: dict[str, Any], *choices: tuple[str, ...]) -> Iterator[str]:
    for columns in choices:
        if found := next(filter(None, (word(values, column, most=120) for column in columns)), ""):
            yield found


def _claim(tags: dict[str, str]) -> str:
    """One line under the name: what there is."""
    organic = "Bio" if tags.get("organic") in ("yes", "only") else ""
    return ". ".join(part for part in (offered(tags), organic) if part)


def _access(tags: dict[str, str]) -> list[str]:
    """What the tags say about access; silence says nothing."""
    known = {"yes": Access.STEP_FREE, "designated": Access.STEP_FREE, "no": Access.STEPS}.get(
        tags.get("wheelchair", "")
    )
    further = {"toilets:wheelchair": Access.TOILET, "hearing_loop": Access.HEARING_LOOP}
    found = [word for tag, word in further.items() if tags.get(tag) == "yes"]
    return [str(word) for word in ([known] if known else []) + found]
