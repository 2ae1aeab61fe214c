"""The register of Gemeinden (Destatis Gemeindeverzeichnis as CSV; columns in docs/operate.md)."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from regio.core.importing import Problem, Progress, Report
from regio.core.tables import BadValue, Row, csv_rows, number, word
from regio.region.actions import Facts, put_municipalities
from regio.region.choices import Land
from regio.region.errors import UnknownCounty

_NEEDED = frozenset({"ars", "ags", "name", "kreis_key", "land"})
_LAENDER = {land.label: land.value for land in Land}
_KINDS = {"Kreisangehörige Gemeinde": "Gemeinde"}


@dataclass(frozen=True, slots=True)
class CountyFacts:
    """What the register says about a county: name as people say it, kind, code of the Land."""

    name: str
    kind: str
    land: str


def import_municipalities(path: Path, *, progress: Progress | None = None) -> Report:
    """Take over every Gemeinde of the table in `path`. Bad rows are reported, the others kept; a second run writes nothing."""
    rows = csv_rows(path, needed=_NEEDED)
    problems: list[Problem] = []
    found: dict[str, Facts] = {}
    keys: set[str] = set()
    for done, row in enumerate(rows, start=1):
        facts = row if isinstance(row, Problem) else _facts_or_problem(row)
        if isinstance(facts, Facts) and (facts.ars in found or facts.values["ags"] in keys):
            facts = Problem(row.line, _("%(key)s stands in this file twice.") % {"key": facts.ars})
        if isinstance(facts, Problem):
            problems.append(facts)
        else:
            found[facts.ars] = facts
            keys.add(facts.values["ags"])
        if progress and done % 500 == 0:
            progress(done, len(rows))
    report = put_municipalities(list(found.values()))
    report.problems = problems
    if progress:
        progress(len(rows), len(rows))
    return report


def county_in(path: Path, key: str) -> CountyFacts:
    """What the table in `path` says about the county `key`, for `regio init`. Raises UnknownCounty."""
    for row in csv_rows(path, needed=_NEEDED):
        if isinstance(row, Row) and key and row.values["kreis_key"] == key and row.values["land"] in _LAENDER:
            values = row.values
            kind = values.get("kreis_type") or "Landkreis"
            return CountyFacts(
                _county_name(values.get("kreis") or values["name"], kind), kind, _LAENDER[values["land"]]
            )
    raise UnknownCounty


def _county_name(name: str, kind: str) -> str:
    """`Emmendingen` → `Landkreis Emmendingen`, `Kiel, Landeshauptstadt` → `Landeshauptstadt Kiel`, `Ostalbkreis` stays."""
    plain, _comma, suffix = name.partition(",")
    if suffix.strip():
        return f"{suffix.strip()} {plain}"
    if kind == "Kreisfreie Stadt":
        return f"Stadt {plain}"
    if kind.lower() in name.lower() or any(part in name.lower() for part in ("kreis", "region")):
        return name
    return f"{kind} {name}"


def _facts_or_problem(row: Row) -> Facts | Problem:
    try:
        return _facts(row.values)
    except BadValue as error:
        return Problem(row.line, str(error))


def _facts(values: dict[str, Any]) -> Facts:
    ars, ags = _key(values, "ars", 12), _key(values, "ags", 8)
    county_key = _key(values, "kreis_key", 5)
    if not ags.startswith(county_key) or not ars.startswith(county_key):
        raise BadValue(_("ars, ags and kreis_key do not belong together."))
    name = word(values, "name", most=120).partition(",")[0].strip()
    if not name:
        raise BadValue(_("The name is empty."))
    if values["land"] not in _LAENDER:
        raise BadValue(_("Unknown Land: %(value)s") % {"value": values["land"][:40]})
    population = number(values, "population", low=0, high=2_000_000_000)
    kind = word(values, "type", most=80)
    return Facts(
        ars,
        {
            "ags": ags,
            "county_key": county_key,
            "county_name": word(values, "kreis", most=120),
            "land": _LAENDER[values["land"]],
            "name": name,
            "kind": _KINDS.get(kind, kind),
            "association": word(values, "verband", most=160),
            "postcodes": _postcodes(values),
            "population": None if population is None else int(population),
            "area_km2": _area(values),
            **_point(values),
        },
    )


def _key(values: dict[str, Any], column: str, length: int) -> str:
    found = values[column]
    if len(found) != length or not (found.isascii() and found.isdigit()):
        words = {"column": column, "length": length, "value": found[:40]}
        raise BadValue(_("%(column)s has not %(length)s digits: %(value)s") % words)
    return str(found)


def _postcodes(values: dict[str, Any]) -> list[str]:
    found = str(values.get("plz_all") or values.get("plz_admin") or "").split()
    if bad := [code for code in found if len(code) != 5 or not (code.isascii() and code.isdigit())]:
        raise BadValue(_("Not a postcode: %(value)s") % {"value": bad[0][:40]})
    return found


def _area(values: dict[str, Any]) -> Decimal | None:
    if number(values, "area_km2", low=0, high=999_999) is None:
        return None
    try:
        return Decimal(values["area_km2"]).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise BadValue(_("%(column)s is not a number: %(value)s") % {"column": "area_km2", "value": "?"}) from None


def _point(values: dict[str, Any]) -> dict[str, float | None]:
    lat = number(values, "lat", low=-90, high=90)
    lon = number(values, "lon", low=-180, high=180)
    if (lat is None) != (lon is None):
        raise BadValue(_("lat and lon must both be given, or neither."))
    return {"lat": lat, "lon": lon}
