"""Signing in and out."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from conftest import PASSWORD
from regio.accounts.models import User
from regio.accounts.tests.conftest import Letter

Post = Callable[[], list[Letter]]
SIGN_IN, CODE, ENTER = "/konto/anmelden/", "/konto/code/", "/konto/code/eingeben/"
FOREIGN = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "http:///evil.example",
    "http://localhost:9/",
    "http://127.0.0.1:9/x",
    "http://testserver/mein/",
    "javascript:alert(1)",
    "data:text/html,x",
    " //evil.example",
    "/%09/evil.example\n//evil.example",
    "https:evil.example",
    "evil.example",
    "@evil.example",
    "//testserver@evil.example/",
    "\t//evil.example",
    "/\t/evil.example",
    "http://testserver.evil.example/",
]


def sign_in(client: Client, user: User, **changes: object) -> Any:
    return client.post(SIGN_IN, {"login": user.email, "password": PASSWORD} | changes)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_password_signs_in_and_leads_back(client: Client, resident: User) -> None:
    answer = sign_in(client, resident, next="/postfach/?fuer=x")
    assert (answer.status_code, answer["Location"]) == (302, "/postfach/?fuer=x")
    assert is_in(client)


def test_without_next_the_own_desk_comes(client: Client, resident: User) -> None:
    assert sign_in(client, resident)["Location"] == "/mein/"


@pytest.mark.parametrize("target", FOREIGN)
def test_next_never_leads_away(client: Client, resident: User, target: str) -> None:
    answer = sign_in(client, resident, next=target)
    assert (answer.status_code, answer["Location"]) == (302, "/mein/")


@pytest.mark.parametrize("target", FOREIGN)
def test_next_never_leads_away_after_signing_out(client: Client, resident: User, target: str) -> None:
    sign_in(client, resident)
    assert client.post("/konto/abmelden/", {"next": target})["Location"] == "/"


def test_session_key_changes_at_sign_in(client: Client, resident: User) -> None:
    client.post(CODE, {"email": "nobody@test.example"})
    before = client.session.session_key
    other = Client()
    other.cookies[settings.SESSION_COOKIE_NAME] = str(before)
    sign_in(other, resident)
    assert is_in(other)
    assert other.cookies[settings.SESSION_COOKIE_NAME].value != str(before)
    client.cookies[settings.SESSION_COOKIE_NAME] = str(before)
    assert client.get("/konto/").status_code == 302


def test_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client: Client, resident: User) -> None:
    cookie = sign_in(client, resident).cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"


def test_signing_out_needs_a_click(client: Client, resident: User) -> None:
    sign_in(client, resident)
    assert client.get("/konto/abmelden/").status_code == 200
    assert is_in(client)
    client.post("/konto/abmelden/")
    assert not is_in(client)


def test_code_signs_in_once(client: Client, resident: User, post: Post) -> None:
    asked = client.post(CODE, {"email": resident.email, "next": "/verzeichnis/"})
    assert asked["Location"] == f"{ENTER}?next=%2Fverzeichnis%2F"
    letter = post()[0]
    page = client.get(asked["Location"]).content.decode()
    assert 'autocomplete="one-time-code"' in page
    other = Client()
    done = client.post(ENTER, {"code": f" {letter.code[:3]} {letter.code[3:]} ", "next": "/verzeichnis/"})
    assert done["Location"] == "/verzeichnis/"
    assert is_in(client)
    other.post(ENTER, {"code": letter.code})
    assert not is_in(other)
    client.post("/konto/abmelden/")
    client.post(ENTER, {"code": letter.code})
    assert not is_in(client)


def test_empty_password_asks_for_a_code(client: Client, resident: User, post: Post) -> None:
    answer = sign_in(client, resident, password="", next="/verzeichnis/")
    assert answer["Location"] == f"{ENTER}?next=%2Fverzeichnis%2F"
    assert post()[0].to == resident.email


def test_three_wrong_codes_end_the_try(client: Client, resident: User, post: Post) -> None:
    client.post(CODE, {"email": resident.email})
    right = post()[0].code
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(3):
        client.post(ENTER, {"code": wrong})
    client.post(ENTER, {"code": right})
    assert not is_in(client)


def test_code_is_dead_after_ten_minutes(client: Client, resident: User, post: Post) -> None:
    client.post(CODE, {"email": resident.email})
    code = post()[0].code
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 601
    session.save()
    client.post(ENTER, {"code": code})
    assert not is_in(client)


@pytest.mark.parametrize("path", [CODE, "/konto/passwort/vergessen/"])
def test_unknown_address_is_answered_like_a_known_one(resident: User, post: Post, path: str) -> None:
    answers = []
    for address in (resident.email, "nobody@test.example"):
        client = Client()
        sent = client.post(path, {"email": address})
        page = client.get(sent["Location"]).content.decode().replace(address, "…")
        token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
        answers.append((sent.status_code, sent["Location"], token.sub("", page)))
    assert answers[0] == answers[1]
    letters = post()
    assert [letter.to for letter in letters] == [resident.email, "nobody@test.example"]
    assert letters[0].code
    assert "http://testserver/konto/registrieren/" in letters[1].body


def test_wrong_password_and_unknown_address_get_the_same_answer(resident: User) -> None:
    pages = []
    for address in (resident.email, "nobody@test.example"):
        answer = Client().post(SIGN_IN, {"login": address, "password": "falsch, ganz falsch"})
        token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
        pages.append((answer.status_code, token.sub("", answer.content.decode()).replace(address, "…")))
    assert pages[0] == pages[1]
    assert "passen nicht zusammen" in pages[0][1]


def test_new_password_by_code(client: Client, resident: User, post: Post) -> None:
    client.post("/konto/passwort/vergessen/", {"email": resident.email})
    client.post("/konto/passwort/vergessen/code/", {"code": post()[0].code})
    client.post("/konto/passwort/neu/", {"password1": "ein ganz neues Passwort"})
    resident.refresh_from_db()
    assert resident.check_password("ein ganz neues Passwort")


def test_locked_person_stays_outside(client: Client, resident: User, post: Post) -> None:
    User.objects.filter(pk=resident.pk).update(is_active=False)
    sign_in(client, resident)
    assert not is_in(client)
    client.post(CODE, {"email": resident.email})
    assert not is_in(client)


def test_mails_name_the_configured_address_whatever_the_visitor_says(resident: User, post: Post) -> None:
    headers = {"X-Forwarded-Host": "evil.example", "Host": "localhost", "X-Forwarded-Proto": "https"}
    Client(headers=headers).post(CODE, {"email": "nobody@test.example"})
    Client(headers=headers).post(CODE, {"email": resident.email})
    letters = post()
    assert len(letters) == 2
    assert all("http://testserver" in letter.body for letter in letters)
    assert not any(word in letter.body for letter in letters for word in ("evil", "localhost"))


def test_mails_are_german_and_polite(resident: User, post: Post) -> None:
    Client().post(CODE, {"email": resident.email})
    (letter,) = post()
    assert letter.subject == "Ihr Anmeldecode"
    assert letter.body.startswith("Guten Tag.\n\nMit diesem Code")
    assert not re.search(r"\b(du|dein\w*|dir|dich)\b", letter.body, re.I)


def test_stranger_is_sent_to_sign_in_and_back(client: Client, county: object) -> None:
    assert client.get("/konto/")["Location"] == "/konto/anmelden/?next=/konto/"
