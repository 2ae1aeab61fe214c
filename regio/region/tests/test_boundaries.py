import copy
import json
import time
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from regio.audit.models import Entry
from regio.region.importers import import_boundaries, import_municipalities
from regio.region.models import County, Municipality
from regio.region.queries import county_map

SQUARE = [[7.8, 48.1], [7.9, 48.1], [7.9, 48.2], [7.8, 48.2], [7.8, 48.1]]
AREA: dict[str, Any] = {"type": "Polygon", "coordinates": [SQUARE]}


def map_file(folder: Path, *geometries: Any, key: dict[str, Any] | None = None) -> Path:
    properties = {"ags": "08316011"} if key is None else key
    features = [{"type": "Feature", "properties": properties, "geometry": geometry} for geometry in geometries]
    path = folder / "grenzen.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_boundaries_are_stored_shown_and_cached_by_the_browser(
    town: Municipality, client: Client, tmp_path: Path
) -> None:
    report = import_boundaries(map_file(tmp_path, AREA))
    assert (report.created, report.problems) == (1, [])
    town.refresh_from_db()
    assert (town.boundary, town.boundary_source) == (AREA, "© GeoBasis-DE / BKG (dl-de/by-2-0), modified")
    first = client.get("/gemeinden/grenzen.json")
    feature = first.json()["features"][0]
    assert feature["properties"] == {"name": "Emmendingen", "url": "/gemeinden/emmendingen/"}
    again = client.get("/gemeinden/grenzen.json", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert "public" in first["Cache-Control"]


def test_second_import_changes_nothing(town: Municipality, tmp_path: Path) -> None:
    path = map_file(tmp_path, AREA)
    import_boundaries(path)
    report = import_boundaries(path)
    assert (report.created, report.changed, report.unchanged) == (0, 0, 1)
    assert Entry.objects.filter(deed="region.boundaries_put").count() == 1


def wrong(change: Any) -> Any:
    area = copy.deepcopy(AREA)
    change(area)
    return area


@pytest.mark.parametrize(
    "bad",
    [
        None,
        "/vsicurl/http://169.254.169.254/x",
        {"type": "Point", "coordinates": [7.8, 48.1]},
        {"type": "GeometryCollection", "geometries": []},
        {"type": ["Polygon"], "coordinates": []},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": "7.8,48.1"},
        {"type": "Polygon", "coordinates": SQUARE},
        {"type": "MultiPolygon", "coordinates": [SQUARE]},
        wrong(lambda area: area["coordinates"][0].pop()),
        wrong(lambda area: area["coordinates"][0].__setitem__(1, [707.9, 48.1])),
        wrong(lambda area: area["coordinates"][0].__setitem__(1, [10**400, 48.1])),
        wrong(lambda area: area["coordinates"][0].__setitem__(1, ["7.9", 48.1])),
        wrong(lambda area: area["coordinates"][0].__setitem__(1, [True, 48.1])),
        wrong(lambda area: area["coordinates"][0].__setitem__(1, {"x": 1})),
        wrong(lambda area: area["coordinates"][0].__setitem__(1, [7.9])),
        {"type": "Polygon", "coordinates": [SQUARE] * 2_001},
        {"type": "Polygon", "coordinates": [[SQUARE[0]] * 200_001]},
    ],
    ids=range(18),
)
def test_bad_area_is_told_and_the_good_one_is_kept(town: Municipality, tmp_path: Path, bad: Any) -> None:
    report = import_boundaries(map_file(tmp_path, bad, AREA))
    assert [(problem.line, problem.is_row_lost) for problem in report.problems] == [(1, True)]
    town.refresh_from_db()
    assert town.boundary == AREA


@pytest.mark.parametrize("key", [{}, {"ags": "99999999"}, {"ags": {"_connector": "OR"}}, {"kreis_key": "08316"}])
def test_area_of_nobody_is_told(town: Municipality, tmp_path: Path, key: dict[str, Any]) -> None:
    assert [problem.line for problem in import_boundaries(map_file(tmp_path, AREA, key=key)).problems] == [1]
    assert not Municipality.objects.filter(boundary__isnull=False).exists()


def test_deep_nesting_is_refused_at_once(town: Municipality, tmp_path: Path) -> None:
    path = tmp_path / "tief.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [' + "[" * 200_000 + "]" * 200_000 + "]}")
    start = time.monotonic()
    assert not import_boundaries(path).is_complete
    assert time.monotonic() - start < 1


@pytest.mark.shared_data
def test_own_county_is_drawn_with_shared_edges(county: County, client: Client, shared_data: Path) -> None:
    import_municipalities(shared_data / "municipalities" / "emmendingen_gemeinden.csv")
    report = import_boundaries(shared_data / "municipalities" / "emmendingen_gemeinden.geojson")
    assert (report.created, report.problems) == (24, [])
    drawing = county_map()
    assert len(drawing.shapes) == 24
    labels = {shape.label for shape in drawing.shapes if shape.label_at}
    assert labels >= {"Emmendingen", "Waldkirch", "Herbolzheim"}
    for size, font in ((1, 26.0), (2, 16.0), (3, 9.5)):
        boxes = [shape.label_box(font) for shape in drawing.shapes if 0 < shape.label_from <= size]
        assert not any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for a, b in combinations(boxes, 2))
    around = drawing.around("freiamt")
    assert 1 < len(around.shapes) < 24
    assert next(shape for shape in around.shapes if shape.here).label_at
    html = client.get("/gemeinden/").content.decode()
    assert html.count('<path class="r-map__place"') == 24
    here = client.get("/gemeinden/freiamt/").content.decode()
    assert here.count("r-map__place--here") == 1
    counties = import_boundaries(shared_data / "municipalities" / "kreise_deutschland.geojson")
    assert (counties.created, len(counties.problems)) == (0, 401)
