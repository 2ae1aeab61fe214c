"""Boundaries of Gemeinden (GeoJSON FeatureCollection; ags or ars among the properties).

Geometries are checked number by number here and never reach a spatial lookup (SECURITY §1.2, CVE-2026-15307).
"""

from math import isfinite
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from regio.core.importing import Problem, Progress, Report
from regio.core.tables import Row, features
from regio.region.actions import put_boundaries
from regio.region.errors import BadBoundary
from regio.region.queries import keys_by_ags, keys_by_ars

SOURCE = "© GeoBasis-DE / BKG (dl-de/by-2-0), modified"
_MOST_RINGS, _MOST_POINTS = 2_000, 200_000  # of one Gemeinde


def import_boundaries(path: Path, *, progress: Progress | None = None, source: str = SOURCE) -> Report:
    """Store the areas of the file in `path`. Bad features are reported, the others kept; a second run writes nothing."""
    rows = features(path)
    by_ags, by_ars = keys_by_ags(), keys_by_ars()
    shapes: dict[int, dict[str, Any]] = {}
    problems: list[Problem] = []
    for done, row in enumerate(rows, start=1):
        found = row if isinstance(row, Problem) else _shape(row, by_ags, by_ars)
        if isinstance(found, Problem):
            problems.append(found)
        elif found[0] in shapes:
            problems.append(Problem(row.line, _("%(key)s stands in this file twice.") % {"key": found[2]}))
        else:
            shapes[found[0]] = found[1]
        if progress:
            progress(done, len(rows))
    report = put_boundaries(shapes, source=source)
    report.problems = problems
    return report


def _shape(row: Row, by_ags: dict[str, int], by_ars: dict[str, int]) -> tuple[int, dict[str, Any], str] | Problem:
    ags, ars = str(row.values.get("ags") or ""), str(row.values.get("ars") or "")
    key = by_ags.get(ags) or by_ars.get(ars)
    if not (ags or ars):
        return Problem(row.line, _("The feature has neither ags nor ars."))
    if key is None:
        return Problem(row.line, _("No municipality has the key %(key)s.") % {"key": (ags or ars)[:20]})
    try:
        return key, checked_area(row.values["geometry"]), ags or ars
    except BadBoundary as error:
        return Problem(row.line, str(error.args[0]))


def checked_area(geometry: Any) -> dict[str, Any]:
    """A clean Polygon or MultiPolygon with plain numbers and closed rings. Raises BadBoundary with the reason."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise BadBoundary(_("The geometry is no Polygon or MultiPolygon."))
    coordinates = geometry.get("coordinates")
    polygons = coordinates if kind == "MultiPolygon" else [coordinates]
    if not isinstance(polygons, list) or not polygons or not all(isinstance(part, list) and part for part in polygons):
        raise BadBoundary(_("The geometry has no coordinates."))
    rings = [ring for polygon in polygons for ring in polygon]
    if not all(isinstance(ring, list) for ring in rings):
        raise BadBoundary(_("The geometry is nested wrongly."))
    if len(rings) > _MOST_RINGS or sum(map(len, rings)) > _MOST_POINTS:
        raise BadBoundary(_("The area has too many points."))
    clean = [[_ring(ring) for ring in polygon] for polygon in polygons]
    return {"type": kind, "coordinates": clean if kind == "MultiPolygon" else clean[0]}


def _ring(ring: list[Any]) -> list[list[float]]:
    points = [_position(position) for position in ring]
    if len(points) < 4 or points[0] != points[-1]:
        raise BadBoundary(_("A ring is not closed."))
    return points


def _position(position: Any) -> list[float]:
    if not isinstance(position, list) or not 2 <= len(position) <= 3:
        raise BadBoundary(_("The geometry is nested wrongly."))
    if any(isinstance(number, bool) or not isinstance(number, int | float) for number in position):
        raise BadBoundary(_("A coordinate is not a number."))
    lon, lat = position[0], position[1]
    if not (-180 <= lon <= 180 and -90 <= lat <= 90 and isfinite(lon) and isfinite(lat)):
        raise BadBoundary(_("A coordinate is out of range."))
    return [round(float(lon), 6), round(float(lat), 6)]
