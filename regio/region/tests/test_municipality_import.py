from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regio.audit.models import Entry
from regio.region.actions import found_county
from regio.region.errors import UnknownCounty
from regio.region.importers import county_in, import_municipalities
from regio.region.models import County, Municipality

HEADER = (
    "ars,ags,name,type,kreis_key,kreis,kreis_type,verband,regierungsbezirk,land,area_km2,population,population_m,"
    "population_f,plz_admin,plz_all,lon,lat,urbanisation"
)
EMMENDINGEN = (
    '083165003011,08316011,"Emmendingen, Stadt",Große Kreisstadt,08316,Emmendingen,Landkreis,VVG Emmendingen,'
    "Reg.-Bez. Freiburg,Baden-Württemberg,33.80,27977,1,1,79312,79312,7.85,48.12,mittel"
)
SEXAU = (
    "083165003039,08316039,Sexau,Kreisangehörige Gemeinde,08316,Emmendingen,Landkreis,VVG Emmendingen,"
    "Reg.-Bez. Freiburg,Baden-Württemberg,16.29,3397,1,1,79350,79350,7.91,48.10,gering"
)
KIEL = (
    '010020000000,01002000,"Kiel, Landeshauptstadt",Kreisfreie Stadt,01002,"Kiel, Landeshauptstadt",Kreisfreie Stadt,'
    "Kiel,,Schleswig-Holstein,118.65,246794,1,1,24103,24103 24105,,,dicht"
)


def table(folder: Path, *rows: str | bytes, header: str = HEADER) -> Path:
    lines = [row if isinstance(row, bytes) else row.encode() for row in (header, *rows)]
    path = folder / "gemeinden.csv"
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def writes(queries: CaptureQueriesContext) -> list[str]:
    words = ("INSERT", "UPDATE", "DELETE")
    return [query["sql"] for query in queries.captured_queries if query["sql"].upper().startswith(words)]


def test_import_stores_names_as_people_say_them(county: County, tmp_path: Path) -> None:
    report = import_municipalities(table(tmp_path, EMMENDINGEN, SEXAU, KIEL))
    assert (report.created, report.changed, report.problems) == (3, 0, [])
    stored = Municipality.objects.order_by("ars").values_list("name", "slug", "kind", "postcodes", "lat")
    assert list(stored) == [
        ("Kiel", "kiel-01002000", "Kreisfreie Stadt", ["24103", "24105"], None),
        ("Emmendingen", "emmendingen", "Große Kreisstadt", ["79312"], 48.12),
        ("Sexau", "sexau", "Gemeinde", ["79350"], 48.1),
    ]
    assert Entry.objects.get(deed="region.municipalities_put").data == {"created": 3, "changed": 0}


def test_second_import_writes_nothing(county: County, tmp_path: Path) -> None:
    path = table(tmp_path, EMMENDINGEN, SEXAU, KIEL)
    import_municipalities(path)
    with CaptureQueriesContext(connection) as queries:
        report = import_municipalities(path)
    assert (report.created, report.changed, report.unchanged) == (0, 0, 3)
    assert writes(queries) == []


def test_changed_name_keeps_its_address(county: County, tmp_path: Path) -> None:
    import_municipalities(table(tmp_path, SEXAU))
    report = import_municipalities(table(tmp_path, SEXAU.replace(",Sexau,", ",Neu-Sexau,")))
    assert (report.created, report.changed) == (0, 1)
    place = Municipality.objects.get()
    assert (place.name, place.slug, place.sort_key) == ("Neu-Sexau", "sexau", "neu sexau")


def test_founding_after_the_import_gives_plain_addresses(db: None, tmp_path: Path) -> None:
    path = table(tmp_path, EMMENDINGEN, KIEL)
    import_municipalities(path)
    facts = county_in(path, "01002")
    found_county("01002", name=facts.name, kind=facts.kind, land=facts.land)
    assert (facts.name, facts.land) == ("Landeshauptstadt Kiel", "SH")
    assert set(Municipality.objects.values_list("slug", flat=True)) == {"kiel", "emmendingen-08316011"}


def test_unknown_county_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownCounty):
        county_in(table(tmp_path, KIEL), "08316")


@pytest.mark.parametrize(
    "bad",
    [
        SEXAU.replace("083165003039", ""),
        SEXAU.replace("083165003039", "08316500303"),
        SEXAU.replace("08316039", "0831603x"),
        SEXAU.replace("08316039", "09316039"),
        SEXAU.replace(",Sexau,", ",,"),
        SEXAU.replace("Baden-Württemberg", "Atlantis"),
        SEXAU.replace("3397", "viele"),
        SEXAU.replace("3397", "-5"),
        SEXAU.replace("16.29", "nan"),
        SEXAU.replace("48.10", "148.10"),
        SEXAU.replace("48.10", "1e999"),
        SEXAU.replace("48.10", ""),
        SEXAU.replace("79350,79350", "79350,7935"),
        SEXAU + ",zu viel",
        SEXAU.rsplit(",", 2)[0],
        SEXAU.replace("Sexau", "Se\0xau"),
        SEXAU.replace("Sexau", '"Sexau'),
        SEXAU.replace("Sexau", "S" * 20_000),
        SEXAU.encode().replace(b"Sexau", b"S\xe4xau"),
        EMMENDINGEN,
    ],
    ids=range(20),
)
def test_bad_row_is_told_and_the_good_ones_are_kept(county: County, tmp_path: Path, bad: str | bytes) -> None:
    report = import_municipalities(table(tmp_path, EMMENDINGEN, bad, KIEL))
    assert [(problem.line, problem.is_row_lost) for problem in report.problems] == [(3, True)]
    assert report.problems[0].reason
    assert not report.is_complete
    assert set(Municipality.objects.values_list("name", flat=True)) == {"Emmendingen", "Kiel"}


def test_missing_column_is_told_and_nothing_is_written(county: County, tmp_path: Path) -> None:
    report = import_municipalities(table(tmp_path, EMMENDINGEN, header=HEADER.replace("ags", "agx")))
    assert [problem.line for problem in report.problems] == [1]
    assert not Municipality.objects.exists()


def test_empty_file_is_told(county: County, tmp_path: Path) -> None:
    path = tmp_path / "leer.csv"
    path.write_bytes(b"")
    assert not import_municipalities(path).is_complete


@pytest.mark.shared_data
def test_all_municipalities_of_germany_import_and_the_second_run_writes_nothing(
    county: County, shared_data: Path
) -> None:
    path = shared_data / "municipalities" / "gemeinden_deutschland.csv"
    report = import_municipalities(path)
    assert (report.created, report.problems) == (11_004, [])
    with CaptureQueriesContext(connection) as queries:
        report = import_municipalities(path)
    assert (report.created, report.changed, report.unchanged, writes(queries)) == (0, 0, 11_004, [])
    assert Municipality.objects.own().count() == 24
    assert {place.slug for place in Municipality.objects.own()} >= {"emmendingen", "endingen-am-kaiserstuhl", "freiamt"}


@pytest.mark.shared_data
def test_every_county_of_the_table_can_be_founded(shared_data: Path) -> None:
    path = shared_data / "municipalities" / "gemeinden_deutschland.csv"
    assert county_in(path, "08316").name == "Landkreis Emmendingen"
    assert county_in(path, "03241").name == "Region Hannover"
    assert county_in(path, "08435").name == "Bodenseekreis"
    assert county_in(path, "05974").name == "Kreis Soest"
    assert county_in(path, "13000").name
