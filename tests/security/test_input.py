"""Input that wants to cost much, reach a query or break a parser (SECURITY 1, 2, 3, 19, 20)."""

import base64
import json
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from regio.accounts.models import User, normal_address
from regio.chat.models import Conversation, Message
from regio.core.hours import HoursError, Schedule, normalise
from regio.core.tables import MOST_CHARACTERS
from regio.core.text import one_line, slug, sort_key
from regio.organisations.importers import import_organisations
from regio.organisations.models import Organisation
from regio.region.importers import import_boundaries
from regio.region.models import Municipality
from regio.search.queries import Ask, find
from tests.security.conftest import visitor

As = Callable[[User], Client]
SECONDS = 1.0
NESTED = "<b>" * 10_000
BOMBS = {
    "nested tags": NESTED,
    "one word": "a" * 5_000,
    "words": "wort " * 2_000,
    "hyphens": "e-" * 5_000,
    "accents": "e\u0301" * 5_000,
    "zalgo": "e" + "\u0301" * 10_000,
    "quotes": "'\"" * 5_000,
    "brackets": "(" * 10_000,
    "operators": "&|!<->:*" * 1_000,
    "percent": "%" * 10_000,
    "ligature": "\ufdfa" * 2_000,  # one letter becomes eighteen when it is normalised
    "dotted": "a." * 5_000 + "@",
    "spaces": " " * 10_000 + "x",
    "nul": "\0" * 5_000,
    "numbers": "9" * 5_000,
}


@contextmanager
def quick(what: object) -> Iterator[None]:
    """CPU of this process, so that a busy machine does not matter."""
    start = time.process_time()
    yield
    assert time.process_time() - start < SECONDS, what


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_in_the_address_cost_little(bomb: str, shop: Organisation, resident: User, as_user: As) -> None:
    text = BOMBS[bomb]
    find(Ask(words="warm"))
    for path in ("/suche/", "/verzeichnis/", "/suche/vorschlaege/", "/postfach/"):
        with quick((bomb, path)):
            query = urlencode({"q": text, "nach": text, "ort": text, "ab": text, "fuer": text[:50], "art": text})
            assert as_user(resident).get(f"{path}?{query}").status_code in (200, 404)


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_in_a_form_cost_little(
    bomb: str, resident: User, talk: Conversation, shop: Organisation, as_user: As
) -> None:
    text, me = BOMBS[bomb], as_user(resident)
    before = Message.objects.count()
    forms = {
        "/konto/anmelden/": {"login": text, "password": text},
        "/konto/registrieren/": {"name": text, "email": text, "password1": text, "home": text},
        "/konto/code/": {"email": f"{text}@test.example"},
        "/konto/passwort/vergessen/": {"email": f"a@{text}.example"},
        f"/postfach/an/{shop.slug}/": {"text": "x", "id": text},
    }
    for path, data in forms.items():
        with quick((bomb, path)):
            assert visitor().post(path, data).status_code in (200, 302, 422, 429)
    for path, data in {
        "/konto/": {"name": text, "radius_km": text},
        f"/postfach/{talk.pk}/nachrichten/": {"text": text + "x" * 5_001, "id": uuid4()},
        f"/postfach/{talk.pk}/gelesen/": {"seq": text},
        "/live/ticket/": {"ticket": text},
        "/sprache/": {"language": text, "next": text},
    }.items():
        with quick((bomb, path)):
            assert me.post(path, data, headers={"accept": "application/json"}).status_code in (200, 302, 400, 403, 422)
    assert Message.objects.count() == before


def test_five_thousand_equal_parameters(county: object, resident: User, as_user: As) -> None:
    many = "&".join(["q=a"] * 5_000)
    for path in ("/suche/", "/verzeichnis/", "/suche/vorschlaege/", "/postfach/", "/konto/anmelden/"):
        with quick(path):
            assert as_user(resident).get(f"{path}?{many}").status_code == 400
    with quick("post"):
        answer = as_user(resident).post("/konto/", many, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 400


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json", "text/plain"]
)
def test_giant_bodies_are_refused_unread(kind: str, addresses: dict[str, str], resident: User, as_user: As) -> None:
    class Endless:
        """A hundred megabytes, if anybody asked."""

        asked = 0

        def read(self, size: int = -1) -> bytes:
            Endless.asked += 1
            return b"x" * min(max(size, 1), 65_536)

        readline = read

    client = as_user(resident)
    for address in addresses.values():
        answer = client.generic(
            "POST", address, content_type=kind, **{"CONTENT_LENGTH": "104857600", "wsgi.input": Endless()}
        )
        assert answer.status_code == 413, address
    assert Endless.asked == 0


@pytest.mark.parametrize("length", ["-1", "x", "1e9", "١", "999999999999999999999999", "1_0"])
def test_damaged_lengths_are_refused(length: str, county: object) -> None:
    assert visitor().generic("POST", "/sprache/", CONTENT_LENGTH=length).status_code == 413


def test_uploads_reach_no_disk(county: object, resident: User, as_user: As, tmp_path: Path) -> None:
    file = SimpleUploadedFile("../../x.html", b"<script>" * 100_000)
    answer = as_user(resident).post("/konto/", {"name": "Rosa", "radius_km": 10, "file": file})
    assert answer.status_code in (302, 413)


KEYS = [
    "_connector", "_negated", "__class__", "__class", "x__class__name", "a.b", "a.b.c", "pk__in", "name__regex", "q[]", "q[0]", "$where",
    "q\x00", "\x00", "__proto__", "constructor", "order_by", "-pk", "password__startswith", "person__password", "; DROP TABLE x", "%s", "%(x)s",
]  # fmt: skip
VALUES = ["OR", "1) OR (1=1", "\x00", '{"a": 1}', "*", "x'--", "/vsicurl/http://127.0.0.1/", '{"type": "Point"}']


def test_keys_of_an_address_reach_no_query(addresses: dict[str, str], resident: User, as_user: As) -> None:
    """CVE-2025-64459 and its kin: whoever passes a request on as keywords lets it choose columns and connectors."""
    statements: list[str] = []

    def spy(execute: Callable[..., object], sql: object, *rest: object) -> object:
        statements.append(str(sql))
        return execute(sql, *rest)

    client = as_user(resident)
    client.raise_request_exception = False
    pages = {name: path for name, path in addresses.items() if name not in ("portal:healthz", "account_logout")}
    for name, path in pages.items():
        plain = client.get(path).status_code
        with connection.execute_wrapper(spy):
            query = urlencode([(key, value) for key in KEYS for value in VALUES[:6]])
            assert client.get(f"{path}?{query}").status_code == plain, name
    sql = " ".join(statements)
    assert statements
    assert not any(word in sql for word in ("1=1", "x'--", "DROP TABLE", "vsicurl", "_connector"))


def cursor(*value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


CURSORS = [
    cursor("fit", 10**330, 1), cursor("distance", 10**330, 1), cursor("fit", 1e308, 1), cursor("distance", -1e308, 2**63 - 1),
    cursor("fit", float("inf"), 1), cursor("fit", float("nan"), 1), cursor("fit", True, 1), cursor("name", "\ud800", 1),
    cursor("name", "a\0", 1), cursor("name", "%s", 1), cursor("name", None, 1), cursor("name", "a", 2**70), cursor("name", "a", -1),
    cursor("name", ["a"], 1), cursor({"a": 1}), cursor(), "[" * 400, "%00", "\0", "====", "ü",
]  # fmt: skip


@pytest.mark.parametrize("place", CURSORS)
@pytest.mark.parametrize(
    "query", ["q=back", "ort=emmendingen", "sortierung=name", "q=back&ort=emmendingen&sortierung=distance"]
)
def test_damaged_cursors_show_a_page(place: str, query: str, shop: Organisation, resident: User, as_user: As) -> None:
    client = as_user(resident)
    client.raise_request_exception = False
    for path in ("/suche/", "/verzeichnis/"):
        assert client.get(f"{path}?{query}&{urlencode({'nach': place}, errors='surrogatepass')}").status_code == 200


INBOX = [
    "9" * 400 + "_x",
    "-1_x",
    f"99999999999999999999_{uuid4()}",
    f"-62135596800000001_{uuid4()}",
    f"1_{uuid4()}x",
    "\0",
    f"١_{uuid4()}",
]


@pytest.mark.parametrize("place", INBOX)
def test_damaged_cursors_of_the_inbox_show_a_page(place: str, talk: Conversation, resident: User, as_user: As) -> None:
    assert as_user(resident).get("/postfach/", {"ab": place}).status_code == 200


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


@pytest.mark.parametrize("bomb", BOMBS)
def test_long_domains_are_not_encoded(bomb: str) -> None:
    """CVE-2022-45061: the encoder of international domains takes the square of the length."""
    with quick(bomb):
        normal_address(f"a@{BOMBS[bomb] * 20}")
        normal_address(BOMBS[bomb] * 20)


@pytest.mark.parametrize("bomb", BOMBS)
def test_words_become_addresses_and_keys_quickly(bomb: str) -> None:
    with quick(bomb):
        text = BOMBS[bomb] * 10
        assert len(slug(text)) <= 60
        assert len(sort_key(text)) <= 200
        assert "\0" not in one_line(text)


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
