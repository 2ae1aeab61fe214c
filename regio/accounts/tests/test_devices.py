"""Where a person is signed in, and what happened to the account lately."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conftest import PASSWORD
from regio.accounts.actions import deactivate, reactivate
from regio.accounts.models import Session, User
from regio.accounts.sessions import device_of
from regio.audit.models import Entry
from regio.core.errors import Forbidden
from regio.core.time import now

AsUser = Callable[[User], Client]
PAGE, OUT = "/konto/sicherheit/", "/konto/sicherheit/geraete/"
FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0"


def sign_in(person: User, agent: str = FIREFOX) -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/konto/anmelden/", {"login": person.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/konto/").status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox|Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1", "Safari|iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge|Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36", "Chrome|Linux"),
        ("curl/8", ""),
        ("<script>alert(1)</script>", ""),
    ],
)  # fmt: skip
def test_device_is_told_in_words_people_know(agent: str, words: str) -> None:
    assert device_of(agent) == words


def test_device_and_event_stand_on_the_page_and_no_address_in_the_trail(resident: User) -> None:
    html = sign_in(resident).get(PAGE).content.decode()
    assert "Firefox" in html
    assert "Android" in html
    entry = Entry.objects.get(deed="accounts.signed_in")
    assert (entry.by, entry.data) == (resident, {"device": "Firefox|Android"})


def test_page_never_shows_a_session_key(resident: User) -> None:
    client, _other = sign_in(resident), sign_in(resident)
    html = client.get(PAGE).content.decode()
    assert not any(key in html for key in Session.objects.values_list("session_key", flat=True))


def test_one_other_device_is_signed_out(resident: User) -> None:
    here, there, third = sign_in(resident), sign_in(resident), sign_in(resident)
    Session.objects.exclude(session_key__in=[here.session.session_key, there.session.session_key]).update(
        seen_at=now() - timedelta(days=1)
    )
    keys = re.findall(r'name="device" value="(\w+)"', here.get(PAGE).content.decode())
    assert len(keys) == 2
    here.post(OUT, {"device": keys[1]})
    assert [is_in(client) for client in (here, there, third)] == [True, True, False]


def test_all_other_devices_are_signed_out_and_their_sockets_cut(
    resident: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = sign_in(resident), sign_in(resident)
    cuts: list[tuple[str, int]] = []
    monkeypatch.setattr(
        "regio.accounts.actions.devices.cut_on_commit", lambda stream, *, user_id: cuts.append((stream, user_id))
    )
    here.post(OUT)
    assert [is_in(here), is_in(there)] == [True, False]
    assert cuts == [("*", resident.pk)]
    assert Entry.objects.get(deed="accounts.sessions_ended").data == {"count": 1}


def test_nobody_signs_out_the_device_of_somebody_else(resident: User, neighbour: User) -> None:
    mine, theirs = sign_in(resident), sign_in(neighbour)
    other = sign_in(neighbour)
    (key,) = re.findall(r'name="device" value="(\w+)"', theirs.get(PAGE).content.decode())
    mine.post(OUT, {"device": key})
    assert all(is_in(client) for client in (mine, theirs, other))
    assert not Entry.objects.filter(deed="accounts.session_ended").exists()


def test_new_password_ends_the_other_sign_ins(resident: User) -> None:
    here, there = sign_in(resident), sign_in(resident)
    here.post("/konto/passwort/", {"oldpassword": PASSWORD, "password1": "ein anderes Passwort"})
    assert [is_in(here), is_in(there)] == [True, False]
    assert Session.objects.filter(person=resident).count() == 1


def test_page_views_write_nothing_within_minutes(resident: User) -> None:
    client = sign_in(resident)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get("/konto/")
    assert not [query for query in queries if query["sql"].startswith(("UPDATE", "INSERT"))]


def test_page_view_after_a_while_is_noted_once(resident: User) -> None:
    client = sign_in(resident)
    Session.objects.update(seen_at=now() - timedelta(minutes=6), began_at=now() - timedelta(days=3))
    client.get("/konto/")
    row = Session.objects.get(person=resident)
    assert now() - row.seen_at < timedelta(minutes=1)
    assert now() - row.began_at > timedelta(days=2)


def test_unlocked_person_signs_in_again(resident: User, owner: User, neighbour: User) -> None:
    deactivate(resident, by=owner)
    with pytest.raises(Forbidden):
        reactivate(resident, by=neighbour)
    assert not is_in(sign_in(resident))
    reactivate(resident, by=owner)
    assert is_in(sign_in(resident))
    assert Entry.objects.filter(deed="accounts.reactivated", by=owner).count() == 1
