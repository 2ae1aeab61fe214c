"""The profile: what a person says about themselves."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from regio.accounts.actions import change_profile
from regio.accounts.models import User
from regio.accounts.rules import can_hear
from regio.audit.models import Entry
from regio.core.errors import Forbidden
from regio.region.models import Municipality

AsUser = Callable[[User], Client]
PROFILE = "/konto/"


def values(**changes: object) -> dict[str, object]:
    return {"name": "Rosa", "far_name": "first", "home": "", "radius_km": 20, "language": "", "theme": ""} | changes


def test_profile_is_saved_and_says_so(as_user: AsUser, resident: User, village: Municipality) -> None:
    client = as_user(resident)
    answer = client.post(PROFILE, values(home=village.pk, theme="dark"), follow=True)
    html = answer.content.decode()
    assert "Ihr Profil ist gespeichert." in html
    assert 'data-kern-theme="dark"' in html
    resident.refresh_from_db()
    assert (resident.name, resident.home, resident.radius_km, resident.theme) == ("Rosa", village, 20, "dark")
    entry = Entry.objects.get(deed="accounts.profile_changed")
    assert (entry.by, entry.data) == (resident, {"fields": ["name", "home", "radius_km", "theme"]})


def test_language_of_the_profile_speaks_from_the_next_page_on(as_user: AsUser, resident: User) -> None:
    client = as_user(resident)
    html = client.post(PROFILE, values(language="en"), follow=True).content.decode()
    assert '<html lang="en"' in html
    assert "Your profile is saved." in html


def test_language_of_the_profile_is_spoken_after_sign_in(client: Client, resident: User) -> None:
    User.objects.filter(pk=resident.pk).update(language="en")
    client.post("/konto/anmelden/", {"login": resident.email, "password": "Only-4-Tests"})
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_wrong_entry_keeps_what_was_typed_and_changes_nothing(as_user: AsUser, resident: User) -> None:
    answer = as_user(resident).post(PROFILE, values(name="", radius_km=3))
    assert answer.status_code == 422
    resident.refresh_from_db()
    assert (resident.name, resident.radius_km) == ("Rosa Resident", 10)
    assert not Entry.objects.exists()


def test_nobody_changes_anothers_profile(resident: User, neighbour: User) -> None:
    with pytest.raises(Forbidden):
        change_profile(resident, by=neighbour, values={"name": "Frech"})
    with pytest.raises(Forbidden):
        change_profile(resident, by=None, values={"name": "Frech"})
    resident.refresh_from_db()
    assert resident.name == "Rosa Resident"
    assert not Entry.objects.exists()


def test_unchanged_profile_writes_nothing(resident: User) -> None:
    change_profile(resident, by=resident, values={"name": resident.name})
    assert not Entry.objects.exists()


def test_profile_offers_to_set_or_change_the_password(as_user: AsUser, resident: User) -> None:
    client = as_user(resident)
    assert "/konto/passwort/" in client.get("/konto/sicherheit/").content.decode()
    changed = client.post("/konto/passwort/", {"oldpassword": "Only-4-Tests", "password1": "ein anderes Passwort"})
    assert changed.status_code == 302
    resident.refresh_from_db()
    assert resident.check_password("ein anderes Passwort")


def test_wrong_current_password_changes_nothing(as_user: AsUser, resident: User) -> None:
    answer = as_user(resident).post("/konto/passwort/", {"oldpassword": "x", "password1": "ein anderes Passwort"})
    assert "nicht Ihr jetziges Passwort" in answer.content.decode()
    resident.refresh_from_db()
    assert resident.check_password("Only-4-Tests")


def test_stream_of_a_person_is_for_that_person_while_not_locked(resident: User, neighbour: User) -> None:
    key = str(resident.pk)
    assert can_hear(resident, key)
    assert not can_hear(neighbour, key)
    resident.is_active = False
    assert not can_hear(resident, key)
