"""Sign-up against robots, without hurting people (OWASP ASVS 2.4.1)."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from altcha.v1 import solve_challenge
from django.test import Client

from regio.accounts.actions import robots
from regio.accounts.models import User
from tests.security.conftest import at_once

SIGN_UP = "/konto/registrieren/"


@pytest.fixture(autouse=True)
def _little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robots, "MOST", 200)


def solved(**changes: object) -> str:
    challenge: dict[str, Any] = json.loads(robots.new_challenge())
    found = solve_challenge(challenge["challenge"], challenge["salt"], "SHA-256", challenge["maxNumber"], 0)
    assert found
    payload = {name: challenge[name] for name in ("algorithm", "challenge", "salt", "signature")}
    return base64.b64encode(json.dumps(payload | {"number": found.number} | changes).encode()).decode()


def sign_up(number: int, work: str = "") -> Any:
    values = {"name": "Ida", "email": f"ida{number}@test.example", "home": "", "password1": "", "work": work}
    return Client().post(SIGN_UP, values)


def test_solved_work_counts_once(county: object) -> None:
    work = solved()
    assert [robots.is_work_done(work), robots.is_work_done(work)] == [True, False]


def test_work_of_another_kind_does_not_count(county: object, monkeypatch: pytest.MonkeyPatch) -> None:
    late = solved()
    bad = [
        "",
        "-",
        "e30=",
        "W10=",
        "MQ==",
        "\0",
        "[" * 900,
        solved(number=-1),
        solved(number="1"),
        solved(signature="0" * 64),
    ]
    bad += [solved(algorithm="SHA-1"), solved(salt=None), base64.b64encode(b"[" * 700).decode()]
    assert [robots.is_work_done(work) for work in bad] == [False] * len(bad)
    monkeypatch.setattr("altcha.v1.time.time", lambda: (robots.now() + timedelta(minutes=61)).timestamp())
    assert not robots.is_work_done(late)


def test_without_scripts_a_person_signs_up_and_a_robot_soon_does_not(county: object) -> None:
    answers = [sign_up(number).status_code for number in range(6)]
    assert answers[:5] == [302] * 5
    assert answers[5] == 200
    assert User.objects.count() == 5


def test_whoever_did_the_work_is_not_held_up(county: object) -> None:
    assert [sign_up(number, solved()).status_code for number in range(8)] == [302] * 8


def test_mistakes_in_the_form_use_nothing_up(county: object) -> None:
    work = solved()
    Client().post(SIGN_UP, {"name": "", "email": "ida@test.example", "home": "", "password1": "", "work": work})
    assert robots.is_work_done(work)


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_use_one_piece_of_work_once() -> None:
    work = solved()
    deeds: list[Callable[[], bool]] = [lambda: robots.is_work_done(work)] * 50
    assert at_once(deeds).count(True) == 1
