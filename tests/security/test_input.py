"""Requests that want to cost much or to reach a query (SECURITY 1, 3, 20)."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from regio.accounts.models import User, normal_address
from regio.chat.models import Conversation, Message
from regio.core.text import one_line, slug, sort_key
from regio.organisations.models import Organisation
from regio.search.queries import Ask, find
from tests.security.conftest import quick, visitor

As = Callable[[User], Client]
NESTED = "<b>" * 10_000
SOMEBODY = "7d3c2f60-0000-4000-8000-000000000001"  # fixed: parallel runs collect the same tests
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
    answer = as_user(resident).post("/konto/", {"name": "Rosa", "far_name": "first", "radius_km": 10, "file": file})
    assert answer.status_code in (302, 413)


KEYS = [
    "_connector",
    "_negated",
    "__class__",
    "__class",
    "x__class__name",
    "a.b",
    "a.b.c",
    "pk__in",
    "name__regex",
    "q[]",
    "q[0]",
    "$where",
    "q\x00",
    "\x00",
    "__proto__",
    "constructor",
    "order_by",
    "-pk",
    "password__startswith",
    "person__password",
    "; DROP TABLE x",
    "%s",
    "%(x)s",
]
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
    f"99999999999999999999_{SOMEBODY}",
    f"-62135596800000001_{SOMEBODY}",
    f"1_{SOMEBODY}x",
    "\0",
    f"١_{SOMEBODY}",
]


@pytest.mark.parametrize("place", INBOX)
def test_damaged_cursors_of_the_inbox_show_a_page(place: str, talk: Conversation, resident: User, as_user: As) -> None:
    assert as_user(resident).get("/postfach/", {"ab": place}).status_code == 200


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
