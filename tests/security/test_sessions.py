"""Sessions: new at sign-in, dead at sign-out, at a new password and when an account is locked (SECURITY 5; ASVS 7)."""

from collections.abc import Callable
from urllib.parse import urlencode

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from conftest import PASSWORD
from regio.accounts.actions import deactivate
from regio.accounts.models import Session, User
from regio.accounts.rules import can_deactivate
from regio.audit.models import Entry
from regio.chat.models import Conversation
from regio.core.errors import Forbidden
from regio.live import ticket
from regio.live.bus import CHANNEL
from regio.region.actions import grant_duty
from regio.region.choices import Duty
from regio.region.models import Municipality
from tests.security.conftest import is_in, newest_code, visitor

SIGN_IN = "/konto/anmelden/"
As = Callable[[User], Client]


def key_of(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.mark.parametrize("way", ["password", "code"])
def test_a_session_planted_before_is_worth_nothing_after(resident: User, way: str) -> None:
    attacker = visitor()
    attacker.post("/konto/code/", {"email": resident.email})
    victim = visitor()
    victim.cookies[settings.SESSION_COOKIE_NAME] = key_of(attacker)
    if way == "password":
        victim.post(SIGN_IN, {"login": resident.email, "password": PASSWORD})
    else:
        victim.post("/konto/code/eingeben/", {"code": newest_code(resident.email)})
    assert is_in(victim)
    assert key_of(victim) != key_of(attacker)
    assert attacker.get("/mein/").status_code == 302


def test_signing_out_kills_the_session_not_only_the_cookie(resident: User, as_user: As) -> None:
    client = as_user(resident)
    key = key_of(client)
    client.post("/konto/abmelden/")
    thief = visitor()
    thief.cookies[settings.SESSION_COOKIE_NAME] = key
    assert thief.get("/mein/").status_code == 302
    assert not Session.objects.filter(pk=key).exists()


def test_a_new_password_ends_the_sessions_of_others(resident: User, as_user: As) -> None:
    here, there = as_user(resident), as_user(resident)
    here.post("/konto/passwort/", {"oldpassword": PASSWORD, "password1": "ein ganz neues Passwort"})
    assert here.get("/mein/").status_code == 200
    assert there.get("/mein/").status_code == 302


def test_locked_person_is_out_at_the_next_request(
    resident: User, neighbour: User, owner: User, as_user: As, talk: Conversation
) -> None:
    phone, desk, other = as_user(resident), as_user(resident), as_user(neighbour)
    old = ticket(resident.pk, [f"user-{resident.pk}", f"conversation-{talk.pk}"])
    assert phone.post("/live/ticket/", {"ticket": old}).status_code == 200
    deactivate(resident, by=owner)
    for client in (phone, desk):
        assert client.get("/mein/")["Location"].startswith(SIGN_IN)
        assert client.get(f"/postfach/{talk.pk}/").status_code == 302
        assert client.post("/live/ticket/", {"ticket": old}).status_code == 403
    assert other.get("/mein/").status_code == 200


def test_locked_person_finds_no_other_door(resident: User, owner: User) -> None:
    deactivate(resident, by=owner)
    for address, data in (
        (SIGN_IN, {"login": resident.email, "password": PASSWORD}),
        ("/konto/code/", {"email": resident.email}),
        ("/konto/passwort/vergessen/", {"email": resident.email}),
    ):
        client = visitor()
        client.post(address, data)
        assert not is_in(client)


def test_sessions_do_not_come_back_with_the_account(resident: User, owner: User, as_user: As) -> None:
    client = as_user(resident)
    deactivate(resident, by=owner)
    User.objects.filter(pk=resident.pk).update(is_active=True)
    assert client.get("/mein/").status_code == 302


def test_locking_cuts_every_open_page(committed: None, resident: User, owner: User) -> None:
    words = connection.get_connection_params()
    with psycopg.connect(dbname=words["dbname"], host=words["host"], user=words["user"], autocommit=True) as line:
        line.execute(f"LISTEN {CHANNEL}")
        deactivate(resident, by=owner)
        heard = [note.payload for note in line.notifies(timeout=5, stop_after=1)]
    assert heard == [f'{{"cut":"*","user":{resident.pk}}}']
    (entry,) = Entry.objects.filter(deed="accounts.deactivated")
    assert (entry.by, entry.kind, entry.key, entry.data) == (owner, "accounts.user", str(resident.pk), {})


def test_locking_twice_writes_once(resident: User, owner: User) -> None:
    deactivate(resident, by=owner)
    deactivate(resident, by=owner)
    assert Entry.objects.filter(deed="accounts.deactivated").count() == 1


def test_only_moderation_locks_and_nobody_themselves(
    resident: User, neighbour: User, shopkeeper: User, owner: User, town: Municipality
) -> None:
    moderator, local = neighbour, shopkeeper
    grant_duty(moderator, duty=Duty.MODERATOR)
    grant_duty(local, duty=Duty.MODERATOR, municipality=town)
    assert can_deactivate(moderator, resident)
    assert can_deactivate(owner, resident)
    assert can_deactivate(None, resident)
    assert not can_deactivate(resident, neighbour)
    assert not can_deactivate(local, resident)  # of one Gemeinde only
    assert not can_deactivate(moderator, moderator)
    assert not can_deactivate(moderator, owner)  # one of the owner's people: technical operation decides
    assert can_deactivate(owner, moderator)
    assert not can_deactivate(owner, owner)
    with pytest.raises(Forbidden):
        deactivate(owner, by=moderator)
    owner.refresh_from_db()
    assert owner.is_active
    assert not Entry.objects.filter(deed="accounts.deactivated").exists()


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(resident: User) -> None:
    client = visitor(enforce_csrf_checks=False)
    client.get(SIGN_IN)
    answer = client.post(SIGN_IN, {"login": resident.email, "password": PASSWORD})
    client.post("/sprache/", {"language": "en", "next": "/"})
    client.post("/darstellung/", {"theme": "dark", "next": "/"})
    assert {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} <= set(client.cookies)
    for name, cookie in client.cookies.items():
        assert (name, cookie["httponly"], cookie["samesite"], cookie["domain"]) == (name, True, "Lax", "")
    assert urlencode({"x": PASSWORD})[2:] not in answer["Location"]
