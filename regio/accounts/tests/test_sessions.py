"""A session knows its person; everything that ends a sign-in ends it here too."""

from collections.abc import Callable

import pytest
from django.test import Client

from regio.accounts.models import Session, User

AsUser = Callable[[User], Client]


def is_signed_in(client: Client) -> bool:
    return client.get("/konto/").status_code == 200


@pytest.fixture
def signed_in(as_user: AsUser, resident: User) -> Client:
    client = as_user(resident)
    assert is_signed_in(client)
    return client


def test_session_names_its_person(signed_in: Client, resident: User) -> None:
    assert list(Session.objects.values_list("person", flat=True)) == [resident.pk]


def test_session_without_a_person_has_none(client: Client, shop: object) -> None:
    client.post(
        "/postfach/an/baeckerei-morgenroete/", {"text": "Guten Tag", "id": "7d3c2f60-0000-4000-8000-000000000001"}
    )
    assert list(Session.objects.values_list("person", flat=True)) == [None]


def test_inactive_person_is_signed_out(signed_in: Client, resident: User) -> None:
    User.objects.filter(pk=resident.pk).update(is_active=False)
    assert not is_signed_in(signed_in)


def test_new_password_ends_other_sessions(signed_in: Client, resident: User) -> None:
    resident.set_password("Another-one-4-tests")
    resident.save()
    assert not is_signed_in(signed_in)


def test_session_of_one_person_cannot_become_anothers(signed_in: Client, neighbour: User) -> None:
    Session.objects.update(person=neighbour)  # a damaged row: what the session says itself counts
    assert signed_in.get("/konto/").wsgi_request.user != neighbour


def test_unknown_and_damaged_keys_are_nobody(client: Client, county: object) -> None:
    for key in ("nobody-has-this-key-at-all", "x", "\0" * 20, "a" * 5000):
        client.cookies["session"] = key
        assert client.get("/konto/").status_code == 302


def test_signing_out_deletes_the_session(signed_in: Client) -> None:
    signed_in.post("/konto/abmelden/")
    assert not is_signed_in(signed_in)
    assert not Session.objects.filter(person__isnull=False).exists()
