"""One-click sign-in of the demo cast."""

from typing import Any

import pytest
from django.test import Client

from regio.accounts.actions import create_person
from regio.accounts.choices import DEMO_ROLES
from regio.accounts.models import User


@pytest.fixture
def petra(county: object) -> User:
    create_person("fremd@demo.example", name="Nicht im Stück")
    return create_person("haendlerin@demo.example", name="Petra Grimmer")


def test_demo_shows_its_cast_and_signs_in_with_one_click(client: Client, petra: User, settings: Any) -> None:
    settings.DEMO = True
    html = client.get("/konto/anmelden/?next=/verzeichnis/").content.decode()
    assert "<b>Petra Grimmer</b><small>Händlerin</small>" in html
    assert "Nicht im Stück" not in html
    answer = client.post("/konto/demo/haendlerin/", {"next": "/verzeichnis/"})
    assert (answer.status_code, answer["Location"]) == (302, "/verzeichnis/")
    assert client.session["_auth_user_id"] == str(petra.pk)


def test_outside_the_demo_there_is_no_such_door(client: Client, petra: User) -> None:
    assert "Petra Grimmer" not in client.get("/konto/anmelden/").content.decode()
    assert client.post("/konto/demo/haendlerin/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_only_the_cast_can_be_chosen(client: Client, petra: User, settings: Any) -> None:
    settings.DEMO = True
    assert client.post("/konto/demo/fremd/").status_code == 404
    assert client.post("/konto/demo/buergerin/").status_code == 404
    assert client.get("/konto/demo/haendlerin/").status_code == 405


def test_demo_button_needs_the_token_of_its_page(petra: User, settings: Any) -> None:
    settings.DEMO = True
    assert Client(enforce_csrf_checks=True).post("/konto/demo/haendlerin/").status_code == 403


def test_cast_is_the_nine_of_the_design() -> None:
    wanted = ["buergerin", "nachbar", "haendlerin", "verein", "amt", "rathaus", "redaktion", "partner", "traeger"]
    assert list(DEMO_ROLES) == wanted


def test_cast_also_signs_in_by_password(client: Client, county: object) -> None:
    create_person("amt@demo.example", name="Amt", password="Regio-Demo-2026")
    client.post("/konto/anmelden/", {"login": "amt@demo.example", "password": "Regio-Demo-2026"})
    assert "_auth_user_id" in client.session
