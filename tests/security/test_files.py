"""Files and texts that want to cost much or to break a parser (SECURITY 2, 3, 19, 20)."""

import json
import resource
from pathlib import Path

import pytest

from regio.core.hours import HoursError, Schedule, normalise
from regio.core.tables import MOST_CHARACTERS
from regio.organisations.importers import import_organisations
from regio.organisations.models import Organisation
from regio.region.importers import import_boundaries
from regio.region.models import Municipality
from tests.security.conftest import quick

HOURS = [
    "Mo-Fr 08:00-12:00, " * 500,
    "(" * 5_000,
    "Mo " * 3_000,
    "-" * 10_000,
    ":" * 10_000,
    "0" * 10_000,
    "Mo-Su " * 1_600,
    "08:00-" * 1_600,
    '"' * 9_999,
    '"a" || ' * 1_400,
    "week 1-53/2 " * 800,
    "2000-9999/1 " * 800,
    "Jan 01-Dec 31 " * 700,
    "Mo[1,2,3,-1] " * 700,
    "PH,SH,easter " * 700,
    "sunrise-(sunset+23:59) " * 400,
    "24/7; " * 1_600,
    "Mo-Fr;" * 1_600 + "!",
    "1" + "0:00-1" * 1_600,
    "a" * 10_000,
    "täglich " * 1_200,
    "Mo\0Fr",
]


@pytest.mark.parametrize("number", range(len(HOURS)))
def test_opening_hours_cannot_be_bombs(number: int) -> None:
    text = HOURS[number][:MOST_CHARACTERS]
    with quick(text[:30]):
        try:
            understood = normalise(text)
        except HoursError:
            return
        if len(understood) <= 1_000:
            Schedule.parse(understood, land="BW", lat=48.1, lon=7.8)


def test_rows_that_look_like_formulas_are_names(town: Municipality, tmp_path: Path) -> None:
    """Nothing is exported yet: the first export has to escape them."""
    starts = ["=", "+", "-", "@", "\t=", "'="]
    rows = [f"node/{n + 1},\"{start}cmd|' /C calc'!A0\",shop=bakery,48.1,7.8" for n, start in enumerate(starts)]
    (file := tmp_path / "places.csv").write_text("osm_id,name,category,lat,lon\n" + "\n".join(rows))
    assert import_organisations(file).created == len(starts)
    found = set(Organisation.objects.values_list("name", flat=True))
    assert found == {f"{start.strip()}cmd|' /C calc'!A0" for start in starts}


def test_files_that_are_bombs_are_refused(town: Municipality, tmp_path: Path) -> None:
    deep = (
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"ags": "08316011"}, "geometry": '
    )
    nested = {"type": "GeometryCollection", "geometries": []}
    files = {
        "deep.geojson": "[" * 200_000,
        "area.geojson": deep + '{"type": "Polygon", "coordinates": ' + "[" * 900 + "1" + "]" * 900 + "}}]}",
        "collection.geojson": deep + json.dumps(nested) + "}]}",
        "huge.geojson": deep + '{"type": "Polygon", "coordinates": [[' + "[1e999,1]," * 9 + "[1,1]]]}}]}",
        "path.geojson": deep + '"/vsicurl/http://127.0.0.1:9/"}]}',
        "number.geojson": deep + '{"type": "Polygon", "coordinates": [[[' + "9" * 5_000 + ",1]]]}}]}",
    }
    for name, text in files.items():
        (file := tmp_path / name).write_text(text)
        for importer in (import_boundaries, import_organisations):
            with quick(name):
                report = importer(file)
            assert (report.created, report.changed, bool(report.problems)) == (0, 0, True), name
    assert not Municipality.objects.filter(boundary__isnull=False).exists()


def test_giant_fields_of_a_table_are_told(town: Municipality, tmp_path: Path) -> None:
    head = "osm_id,name,category,lat,lon\n"
    (file := tmp_path / "places.csv").write_text(
        head + "node/1," + "x" * 5_000_000 + ",shop=bakery,48.1,7.8\nnode/2,Gut,shop=bakery,48.1,7.8\n"
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with quick("csv"):
        report = import_organisations(file)
    assert (report.created, [problem.line for problem in report.problems]) == (1, [2])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000
