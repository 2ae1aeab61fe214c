"""The second step at sign-in: app and recovery codes (SECURITY 7, 18; OWASP ASVS 6.4.3, 6.5)."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from conftest import PASSWORD
from regio.accounts.actions.second import renew_recovery_codes, switch_off_app, switch_on_app
from regio.accounts.models import User
from regio.accounts.tests.conftest import Letter
from regio.audit.models import Entry
from regio.core.errors import Forbidden
from regio.notifications.models import Notice
from tests.security.conftest import at_once

AsUser = Callable[[User], Client]
Post = Callable[[], list[Letter]]
APP, CODES = "/konto/sicherheit/app/", "/konto/sicherheit/notfallcodes/"
STEP, SIGN_IN = "/konto/anmelden/zweiter-schritt/", "/konto/anmelden/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - of no account


def code_of(secret: str = SECRET, *, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


@pytest.fixture
def careful(resident: User) -> User:
    """A resident with an app."""
    TOTP.activate(resident, SECRET)
    return resident


def first_step(person: User) -> Client:
    client = Client()
    answer = client.post(SIGN_IN, {"login": person.email, "password": PASSWORD})
    assert answer["Location"].startswith(STEP)
    return client


def is_in(client: Client) -> bool:
    return client.get("/konto/").status_code == 200


def proven(person: User) -> Client:
    client = Client()
    client.post(SIGN_IN, {"login": person.email, "password": PASSWORD})
    return client


def test_app_is_set_up_with_picture_first_code_and_recovery_codes_shown_once(resident: User) -> None:
    client = proven(resident)
    html = client.get(APP).content.decode()
    assert 'src="data:image/svg+xml' in html
    (secret,) = re.findall(r'<code class="a-key">(\w+)</code>', html)
    done = client.post(APP, {"code": code_of(secret)}).content.decode()
    assert len(re.findall(r"<code>\d{4} \d{4}</code>", done)) == 10
    assert resident.email in done  # the printed sheet says whose they are
    seen_later = client.get(CODES)  # the code just typed is proof enough
    assert seen_later.status_code == 200 and "<code>" not in seen_later.content.decode()
    assert Entry.objects.filter(deed="accounts.app_on", by=resident).count() == 1
    assert Notice.objects.filter(person=resident, kind="accounts.security").count() == 1


def test_wrong_first_code_sets_up_nothing(resident: User) -> None:
    client = proven(resident)
    client.get(APP)
    assert client.post(APP, {"code": "000000"}).status_code == 422
    assert not Authenticator.objects.exists()


def test_secret_of_the_app_is_locked_in_the_database(careful: User) -> None:
    assert SECRET not in str(Authenticator.objects.values_list("data", flat=True))


def test_password_alone_no_longer_signs_in(careful: User) -> None:
    client = first_step(careful)
    assert not is_in(client)
    assert client.post(STEP, {"code": code_of()})["Location"] == "/mein/"
    assert is_in(client)


def test_code_of_the_app_counts_once(careful: User) -> None:
    first, second = first_step(careful), first_step(careful)
    code = code_of()
    first.post(STEP, {"code": code})
    second.post(STEP, {"code": f"{code[:3]} {code[3:]}"})
    assert is_in(first)
    assert not is_in(second)


def test_mailed_code_does_not_skip_the_second_step(careful: User, post: Post) -> None:
    client = Client()
    client.post("/konto/code/", {"email": careful.email})
    done = client.post("/konto/code/eingeben/", {"code": post()[0].code})
    assert done["Location"].startswith(STEP)
    assert not is_in(client)


def test_new_password_does_not_skip_the_second_step(careful: User, post: Post) -> None:
    client = Client()
    client.post("/konto/passwort/vergessen/", {"email": careful.email})
    client.post("/konto/passwort/vergessen/code/", {"code": post()[0].code})
    client.post("/konto/passwort/neu/", {"password1": "ein ganz neues Passwort"})
    assert not is_in(client)


def test_recovery_code_replaces_the_app_once_and_is_noted(careful: User) -> None:
    code = renew_recovery_codes(careful, by=careful)[0]
    client = first_step(careful)
    client.post(STEP, {"code": code})
    assert is_in(client)
    again = first_step(careful)
    again.post(STEP, {"code": code})
    assert not is_in(again)
    assert Entry.objects.filter(deed="accounts.recovery_code_used").count() == 1


def test_sixth_wrong_code_is_not_even_looked_at(careful: User) -> None:
    for _ in range(5):
        first_step(careful).post(STEP, {"code": "000000"})
    client = first_step(careful)
    assert "Zu viele Versuche" in client.post(STEP, {"code": code_of()}).content.decode()
    assert not is_in(client)
    assert Entry.objects.filter(deed="accounts.second_step_failed").count() == 5


def test_stolen_session_changes_no_way_in(as_user: AsUser, resident: User) -> None:
    client = as_user(resident)
    for path in (APP, CODES, "/konto/sicherheit/passkeys/", "/konto/adresse/", "/konto/passwort/festlegen/"):
        assert client.post(path)["Location"].startswith("/konto/erneut-anmelden/?next=")


def test_with_an_app_the_password_is_no_proof(careful: User, as_user: AsUser) -> None:
    client = as_user(careful)
    html = client.get("/konto/erneut-anmelden/").content.decode()
    assert 'name="password"' not in html
    client.post("/konto/erneut-anmelden/", {"password": PASSWORD})
    client.post("/konto/erneut-anmelden/code/", {})
    assert client.get(CODES).status_code == 302
    client.post("/konto/erneut-anmelden/", {"code": code_of()})
    assert client.get(CODES).status_code == 200


def test_code_by_mail_is_proof_for_who_has_no_password(as_user: AsUser, resident: User, post: Post) -> None:
    User.objects.filter(pk=resident.pk).update(password="!x")
    resident.refresh_from_db()
    client = as_user(resident)
    assert 'name="password"' not in client.get("/konto/erneut-anmelden/").content.decode()
    client.post("/konto/erneut-anmelden/code/", {"next": APP})
    assert client.post("/konto/erneut-anmelden/code/", {"code": "000000", "next": APP}).status_code == 422
    done = client.post("/konto/erneut-anmelden/code/", {"code": post()[0].code, "next": APP})
    assert done["Location"] == APP
    assert client.get(APP).status_code == 200


def test_proof_never_leads_away(as_user: AsUser, resident: User) -> None:
    answer = as_user(resident).post("/konto/erneut-anmelden/", {"password": PASSWORD, "next": "//evil.example/"})
    assert answer["Location"] == "/konto/sicherheit/"


def test_app_goes_with_its_recovery_codes(careful: User) -> None:
    renew_recovery_codes(careful, by=careful)
    switch_off_app(careful, by=careful)
    assert not Authenticator.objects.exists()
    client = proven(careful)
    assert is_in(client)


def test_nobody_touches_the_app_of_somebody_else(careful: User, neighbour: User) -> None:
    deeds: list[Callable[[], Any]] = [
        lambda: switch_off_app(careful, by=neighbour),
        lambda: renew_recovery_codes(careful, by=neighbour),
        lambda: switch_on_app(careful, SECRET, by=neighbour),
    ]
    for deed in deeds:
        with pytest.raises(Forbidden):
            deed()
    assert Authenticator.objects.count() == 1
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_use_one_code_of_the_app_once(careful: User) -> None:
    """Each with tries of their own, so that only the single use is in question."""
    row, code = Authenticator.objects.get(), code_of()
    assert at_once([lambda: row.wrap().validate_code(code)] * 50).count(True) == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_use_one_recovery_code_once(careful: User) -> None:
    code = renew_recovery_codes(careful, by=careful)[0]
    row = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    assert at_once([lambda: Authenticator.objects.get(pk=row.pk).wrap().validate_code(code)] * 50).count(True) == 1
