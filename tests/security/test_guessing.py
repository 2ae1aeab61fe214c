"""Guessing passwords and asking who has an account (SECURITY 18, 24; ASVS 6.3)."""

import re
import statistics
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from procrastinate.contrib.django.models import ProcrastinateJob

from conftest import PASSWORD, make_person
from regio.accounts.actions import deactivate
from regio.accounts.models import User, normal_address
from tests.security.conftest import at_once, is_in, visitor

SIGN_IN, CODE, RESET, SIGN_UP = "/konto/anmelden/", "/konto/code/", "/konto/passwort/vergessen/", "/konto/registrieren/"
SPELLINGS: list[Callable[[str], str]] = [
    str.upper, str.title, lambda a: f"  {a} ", lambda a: f"\t{a}\n", lambda a: a.replace("@", "＠"),
    lambda a: "".join(chr(ord(c) + 0xFEE0) if c.isalpha() else c for c in a), lambda a: a.replace("s", "ſ"),
    lambda a: a.replace("example", "EXAMPLE"), lambda a: f"\u00a0{a}\u3000", lambda a: a.replace(".", "．"),
]  # fmt: skip


@pytest.mark.parametrize("spell", SPELLINGS)
def test_every_spelling_is_one_address(spell: Callable[[str], str]) -> None:
    assert normal_address(spell("rosa-resident@test.example")) == "rosa-resident@test.example"


def test_dots_and_tags_make_another_address() -> None:
    """Who owns `a.b@` need not own `ab@`: only Google says so."""
    found = {normal_address(f"{local}@test.example") for local in ("ab", "a.b", "ab+x", "a-b")}
    assert len(found) == 4


@pytest.mark.parametrize("address", ["/konto/anmelden/", "/konto/code/", "/konto/passwort/vergessen/"])
def test_spellings_share_the_limit(address: str, resident: User) -> None:
    field = "login" if address == SIGN_IN else "email"
    for spell in SPELLINGS[:5]:
        visitor().post(address, {field: spell(resident.email), "password": "nope nope nope"})
    for spell in SPELLINGS[5:]:
        answer = visitor().post(address, {field: spell(resident.email), "password": PASSWORD})
        assert "Zu viele Versuche" in answer.content.decode() or answer.status_code == 429


@pytest.mark.parametrize(
    "letters", [("i", "ı"), ("i", "İ"), ("i", "í"), ("s", "ß"), ("e", "ë"), ("e", "е"), ("o", "ο")]
)
def test_letters_that_look_alike_reach_nobody_elses_account(letters: tuple[str, str], resident: User) -> None:
    """CVE-2019-19844: a reset for a look-alike address was sent to the attacker."""
    alike = resident.email.replace(*letters)
    client = visitor()
    client.post(SIGN_IN, {"login": alike, "password": PASSWORD})
    assert not is_in(client)
    for form in (CODE, RESET):
        visitor().post(form, {"email": alike})
    jobs = [job.args for job in ProcrastinateJob.objects.all()]
    assert not any(re.search(r"\b\d{6}\b", job["body"]) for job in jobs if job["to"] != resident.email)


def test_tries_at_once_do_not_slip_through(committed: None, resident: User) -> None:
    def attempt() -> str:
        answer = visitor().post(SIGN_IN, {"login": resident.email, "password": "nope nope nope"})
        return "looked" if "passen nicht zusammen" in answer.content.decode() else "refused"

    assert at_once([attempt] * 12).count("looked") <= 5


def seen(answer: Any, address: str) -> tuple[Any, ...]:
    """Everything a stranger can compare."""
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]*"')
    text = token.sub("", answer.content.decode()).replace(address, "…")
    chance = ("Content-Length", "X-Padding", "Expires")  # Expires is the second of the answer
    headers = {name: value for name, value in answer.headers.items() if name not in chance}
    cookies = {name: (len(cookie.value) if name != "messages" else 0, cookie["max-age"], cookie["path"])
               for name, cookie in answer.cookies.items()}  # fmt: skip
    return answer.status_code, text, headers, cookies


@pytest.mark.parametrize(
    ("form", "data"),
    [
        (SIGN_IN, {"login": "ADDRESS", "password": "falsch, ganz falsch"}),
        (SIGN_IN, {"login": "ADDRESS", "password": ""}),
        (CODE, {"email": "ADDRESS"}),
        (RESET, {"email": "ADDRESS"}),
        (SIGN_UP, {"name": "Neu", "email": "ADDRESS", "password1": "ein ganz neues Passwort"}),
        (SIGN_UP, {"name": "Neu", "email": "ADDRESS"}),
    ],
)
def test_nobody_learns_who_has_an_account(form: str, data: dict[str, str], resident: User, owner: User) -> None:
    locked = make_person("Lara Locked")
    deactivate(locked, by=owner)
    answers = []
    for address in (resident.email, "unbekannt@test.example", locked.email):
        client = visitor()
        answer = client.post(form, {name: address if value == "ADDRESS" else value for name, value in data.items()})
        after = client.get(answer["Location"]) if answer.status_code == 302 else answer
        wrong = client.post(answer.headers.get("Location", form), {"code": "000000"})
        answers.append([seen(one, address) for one in (answer, after, wrong)])
    assert answers[0] == answers[1]
    if form != SIGN_IN or data["password"]:
        assert answers[0][0] == answers[2][0]


@pytest.mark.parametrize("form", [SIGN_IN, SIGN_UP])
def test_time_tells_nothing_either(form: str, resident: User, settings: Any) -> None:
    """Ratio of medians with a hash as slow as in operation."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = dict.fromkeys(settings.ACCOUNT_RATE_LIMITS, "9999/m/ip")
    User.objects.filter(pk=resident.pk).update(password=make_password(PASSWORD))
    spent: dict[str, list[float]] = {"known": [], "unknown": []}
    for number in range(7):
        for kind, address in (("known", resident.email), ("unknown", f"unbekannt{number}@test.example")):
            data = {"login": address, "email": address, "name": "Neu", "password": "falsch, ganz falsch"}
            start = time.perf_counter()
            visitor().post(form, data | {"password1": "ein ganz neues Passwort"})
            spent[kind].append(time.perf_counter() - start)
    ratio = statistics.median(spent["known"]) / statistics.median(spent["unknown"])
    assert 0.6 < ratio < 1.6
