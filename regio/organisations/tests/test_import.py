import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import make_member, make_person
from regio.audit.models import Entry
from regio.core.importing import Problem
from regio.organisations.choices import Kind, Role
from regio.organisations.importers import import_organisations
from regio.organisations.models import Organisation
from regio.region.importers import import_municipalities
from regio.region.models import County, Municipality
from regio.search.models import SearchEntry

HEADER = "osm_id,source,name,category,street,housenumber,postcode,city,suburb,lat,lon,ags,gemeinde,kreis_key,opening_hours,website,tags"
FARM = (
    "node/1,x,Hofladen Lindenbühl,shop=farm,Lindenbühl,4,79312,Emmendingen,,48.12,7.85,08316011,Emmendingen,08316,"
    '"Tu-Fr 09:00-18:00; PH off",https://hof.example/,"{""organic"": ""yes"", ""produce"": ""eggs;milk"", ""wheelchair"": ""yes""}"'
)
MARKET = "node/2,x,,amenity=marketplace,,,,,,48.13,7.86,08316011,Emmendingen,08316,Sa 07:00-13:00,,"


def table(folder: Path, *rows: str | bytes, header: str = HEADER) -> Path:
    lines = [row if isinstance(row, bytes) else row.encode() for row in (header, *rows)]
    path = folder / "orte.csv"
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def writes(queries: CaptureQueriesContext) -> list[str]:
    words = ("INSERT", "UPDATE", "DELETE")
    return [query["sql"] for query in queries.captured_queries if query["sql"].upper().startswith(words)]


def test_import_publishes_with_source_and_makes_findable(town: Municipality, tmp_path: Path) -> None:
    report = import_organisations(table(tmp_path, FARM, MARKET))
    assert (report.created, report.problems) == (2, [])
    farm, market = Organisation.objects.order_by("external_ref")
    assert (farm.name, farm.slug, farm.kind, farm.category) == (
        "Hofladen Lindenbühl",
        "hofladen-lindenbuehl",
        Kind.BUSINESS,
        "Hofladen",
    )
    assert (farm.municipality, farm.claim, farm.access) == (town, "Eier, Milch. Bio", ["step_free"])
    assert (farm.opening_hours, farm.opening_hours_text) == ("Tu-Fr 09:00-18:00; PH off", "")
    assert (farm.source, farm.source_licence) == ("© OpenStreetMap contributors", "ODbL")
    assert farm.published_at is not None
    assert market.name == "Wochenmarkt Emmendingen"
    assert set(SearchEntry.objects.filter(kind="organisation").values_list("title", flat=True)) == {
        farm.name,
        market.name,
    }
    assert Entry.objects.filter(deed="organisations.imported").count() == 2


def test_second_import_writes_nothing(town: Municipality, tmp_path: Path) -> None:
    path = table(tmp_path, FARM, MARKET)
    import_organisations(path)
    with CaptureQueriesContext(connection) as queries:
        report = import_organisations(path)
    assert (report.created, report.changed, report.unchanged) == (0, 0, 2)
    assert writes(queries) == []


def test_changed_row_changes_its_organisation_and_keeps_the_address(town: Municipality, tmp_path: Path) -> None:
    import_organisations(table(tmp_path, FARM))
    report = import_organisations(table(tmp_path, FARM.replace("Hofladen Lindenbühl", "Hof am Bühl")))
    assert (report.created, report.changed) == (0, 1)
    farm = Organisation.objects.get()
    assert (farm.name, farm.slug, farm.sort_key) == ("Hof am Bühl", "hofladen-lindenbuehl", "hof am buhl")
    assert SearchEntry.objects.get(kind="organisation").title == "Hof am Bühl"


def test_what_its_people_look_after_is_not_overwritten(town: Municipality, tmp_path: Path) -> None:
    import_organisations(table(tmp_path, FARM))
    make_member(Organisation.objects.get(), make_person("Petra Farmer"), role=Role.MANAGER)
    Organisation.objects.update(claim="Seit 1987")
    report = import_organisations(table(tmp_path, FARM))
    assert (report.changed, report.unchanged) == (0, 1)
    assert Organisation.objects.get().claim == "Seit 1987"


def test_equal_names_get_addresses_of_their_own(town: Municipality, tmp_path: Path) -> None:
    rows = [FARM.replace("node/1,", f"node/{number},") for number in (1, 2, 3)]
    import_organisations(table(tmp_path, *rows))
    assert set(Organisation.objects.values_list("slug", flat=True)) == {
        "hofladen-lindenbuehl",
        "hofladen-lindenbuehl-emmendingen",
        "hofladen-lindenbuehl-emmendingen-2",
    }


@pytest.mark.parametrize(
    "bad",
    [
        FARM.replace("node/1", ""),
        FARM.replace("node/1", "planet/1"),
        FARM.replace("node/1", "node/1/../../x"),
        FARM.replace("48.12", ""),
        FARM.replace("48.12", "achtundvierzig"),
        FARM.replace("48.12", "NaN"),
        FARM.replace("48.12", "98.12"),
        FARM.replace("Hofladen Lindenbühl", "N" * 161),
        FARM.replace("Hofladen Lindenbühl", "N" * 200_000),
        FARM.replace("Hofladen Lindenbühl", "Hof\0laden"),
        FARM.replace("Hofladen Lindenbühl", '"Hofladen'),
        FARM.encode().replace("ü".encode(), b"\xfc"),
        FARM + ",eins zu viel",
        "node/1,zu,wenig",
        "node/1,x,,,,,,,,48.1,7.8,,,,,,",
        MARKET,
    ],
    ids=range(16),
)
def test_bad_row_is_told_and_the_good_ones_are_kept(town: Municipality, tmp_path: Path, bad: str | bytes) -> None:
    last = FARM.replace("node/1,", "way/9,")
    report = import_organisations(table(tmp_path, MARKET, bad, last))
    assert [(problem.line, problem.is_row_lost) for problem in report.problems] == [(3, True)]
    assert set(Organisation.objects.values_list("external_ref", flat=True)) == {"node/2", "way/9"}


@pytest.mark.parametrize(
    ("changed", "field", "kept"),
    [
        (FARM.replace("Tu-Fr 09:00-18:00; PH off", "wenn die Fahne weht"), "opening_hours_text", "wenn die Fahne weht"),
        (FARM.replace("https://hof.example/", "javascript:alert(1)"), "website", ""),
        (FARM.replace("https://hof.example/", "ftp://hof.example/"), "website", ""),
        (FARM.replace("08316011", "99999999"), "municipality", None),
    ],
)
def test_odd_value_is_told_without_losing_the_row(
    town: Municipality, tmp_path: Path, changed: str, field: str, kept: object
) -> None:
    report = import_organisations(table(tmp_path, changed))
    assert [(problem.line, problem.is_row_lost) for problem in report.problems] == [(2, False)]
    assert report.is_complete
    assert getattr(Organisation.objects.get(), field) == kept


def test_bare_addresses_of_websites_become_links(town: Municipality, tmp_path: Path) -> None:
    import_organisations(table(tmp_path, FARM.replace("https://hof.example/", "www.hofglück.de/laden")))
    assert Organisation.objects.get().website == "https://www.hofglück.de/laden"


def test_map_file_is_read_like_a_table(town: Municipality, tmp_path: Path) -> None:
    properties = {
        "osm_id": "node/7",
        "name": "Imkerei Summ",
        "category": "craft=beekeeper",
        "ags": "08316011",
        "tags": {"organic": "no"},
    }
    point = {"type": "Point", "coordinates": [7.85, 48.12]}
    features: list[object] = [
        {"type": "Feature", "properties": properties, "geometry": point},
        {
            "type": "Feature",
            "properties": properties | {"osm_id": "node/8"},
            "geometry": {"type": "Point", "coordinates": [[[]]]},
        },
        "Unsinn",
    ]
    path = tmp_path / "orte.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    report = import_organisations(path)
    assert [(problem.line, problem.is_row_lost) for problem in report.problems] == [(2, True), (3, True)]
    found = Organisation.objects.get()
    assert (found.name, found.category, found.lat, found.lon) == ("Imkerei Summ", "Imkerei", 48.12, 7.85)


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, '{"type": "FeatureCollection", "features": 3}', "\xff"])
def test_file_that_is_no_map_is_told(county: County, tmp_path: Path, text: str) -> None:
    path = tmp_path / "orte.geojson"
    path.write_text(text, encoding="latin-1")
    report = import_organisations(path)
    assert [type(problem) for problem in report.problems] == [Problem]
    assert not report.is_complete
    assert not Organisation.objects.exists()


@pytest.mark.shared_data
def test_all_places_import_and_the_second_run_writes_nothing(county: County, shared_data: Path) -> None:
    import_municipalities(shared_data / "municipalities" / "gemeinden_deutschland.csv")
    path = shared_data / "places" / "places.csv"
    report = import_organisations(path)
    assert (report.created, report.changed, report.is_complete) == (7_529, 0, True)
    assert SearchEntry.objects.filter(kind="organisation").count() == 7_529
    with CaptureQueriesContext(connection) as queries:
        report = import_organisations(path)
    assert (report.created, report.changed, report.unchanged) == (0, 0, 7_529)
    assert writes(queries) == []
