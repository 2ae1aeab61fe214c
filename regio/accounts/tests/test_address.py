"""Another e-mail address, proven on both sides (SECURITY 4, 10, 24)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from conftest import PASSWORD
from regio.accounts.actions.address import change_address, undo_address_change, undo_token
from regio.accounts.errors import AddressTaken, ChangeIsOver
from regio.accounts.models import AddressChange, User
from regio.accounts.tests.conftest import Letter
from regio.audit.models import Entry
from regio.core.errors import Forbidden
from regio.core.time import now
from tests.security.conftest import at_once

Post = Callable[[], list[Letter]]
ADDRESS, CODE, NEW = "/konto/adresse/", "/konto/adresse/code/", "rosa-neu@test.example"


@pytest.fixture
def client(resident: User) -> Client:
    """Signed in a moment ago, by password."""
    client = Client()
    client.post("/konto/anmelden/", {"login": resident.email, "password": PASSWORD})
    return client


def told(address: str) -> list[dict[str, str]]:
    jobs = ProcrastinateJob.objects.filter(task_name="notifications.mail_to_address", args__email=address)
    return [job.args for job in jobs]


def test_address_changes_after_the_code_and_the_old_one_is_told(client: Client, resident: User, post: Post) -> None:
    other = Client()
    other.post("/konto/anmelden/", {"login": resident.email, "password": PASSWORD})
    client.post(ADDRESS, {"email": NEW.upper()})
    resident.refresh_from_db()
    assert resident.email == "rosa-resident@test.example"
    (letter,) = post()
    assert letter.to == NEW
    done = client.post(CODE, {"code": letter.code})
    assert done["Location"] == "/konto/sicherheit/"
    resident.refresh_from_db()
    assert resident.email == NEW
    rows = EmailAddress.objects.filter(user=resident)
    assert [(row.email, row.verified, row.primary) for row in rows] == [(NEW, True, True)]
    (mail,) = told("rosa-resident@test.example")
    assert mail["url"].startswith("/konto/adresse/zurueck/")
    assert client.get("/konto/").status_code == 200
    assert other.get("/konto/").status_code == 302
    assert Entry.objects.get(deed="accounts.address_changed").data == {}


def test_wrong_code_changes_nothing(client: Client, resident: User, post: Post) -> None:
    client.post(ADDRESS, {"email": NEW})
    code = post()[0].code
    for wrong in ("000000", "111111", "", "222222"):
        client.post(CODE, {"code": wrong})
    client.post(CODE, {"code": code})  # no try is left
    resident.refresh_from_db()
    assert resident.email == "rosa-resident@test.example"
    assert not AddressChange.objects.exists()


def test_foreign_address_gets_the_same_answer_and_another_mail(
    client: Client, resident: User, neighbour: User, post: Post
) -> None:
    answer = client.post(ADDRESS, {"email": neighbour.email})
    assert answer["Location"] == CODE
    page = client.get(CODE).content.decode()
    assert neighbour.email in page
    body = post()[0].body
    assert not any(client.post(CODE, {"code": code}).status_code == 302 for code in ("000000", "123456"))
    assert "/konto/anmelden/" in body
    resident.refresh_from_db()
    assert resident.email != neighbour.email


def test_change_needs_a_fresh_proof(resident: User) -> None:
    client = Client()
    client.force_login(resident, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(ADDRESS, {"email": NEW})["Location"].startswith("/konto/erneut-anmelden/")
    assert not ProcrastinateJob.objects.exists()


def test_old_address_takes_the_account_back(client: Client, resident: User) -> None:
    change = change_address(resident, NEW, by=resident)
    TOTP.activate(resident, "JBSWY3DPEHPK3PXP")
    link = f"/konto/adresse/zurueck/{undo_token(change)}/"
    assert Client().get(link).status_code == 200
    resident.refresh_from_db()
    assert resident.email == NEW  # looking changes nothing
    Client().post(link)
    resident.refresh_from_db()
    assert resident.email == "rosa-resident@test.example"
    assert not resident.has_usable_password()
    assert not resident.authenticator_set.exists()
    assert not resident.sessions.exists()
    assert Client().get(link).status_code == 404


def test_taking_back_ends_after_a_week(resident: User) -> None:
    change = change_address(resident, NEW, by=resident)
    token = undo_token(change)
    AddressChange.objects.update(at=now() - timedelta(days=7, seconds=1))
    with pytest.raises(ChangeIsOver):
        undo_address_change(token)
    with pytest.raises(ChangeIsOver):
        undo_address_change(str(change.pk))  # unsigned
    resident.refresh_from_db()
    assert resident.email == NEW


def test_old_address_is_free_for_nobody_else_while_it_can_be_taken_back(
    resident: User, neighbour: User, client: Client, post: Post
) -> None:
    old = resident.email
    change_address(resident, NEW, by=resident)
    with pytest.raises(AddressTaken):
        change_address(neighbour, old, by=neighbour)
    Client().post("/konto/registrieren/", {"name": "Frech", "email": old, "home": "", "password1": ""})
    assert User.objects.count() == 2
    resident.refresh_from_db()
    change_address(resident, old, by=resident)  # the person themselves may
    resident.refresh_from_db()
    assert resident.email == old


def test_nobody_changes_the_address_of_somebody_else(resident: User, neighbour: User) -> None:
    with pytest.raises(Forbidden):
        change_address(resident, NEW, by=neighbour)
    assert not AddressChange.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_get_one_address_once(resident: User, neighbour: User) -> None:
    def attempt(person: User) -> str:
        try:
            change_address(person, NEW, by=person)
        except AddressTaken:
            return "taken"
        return "changed"

    assert sorted(at_once([lambda: attempt(resident), lambda: attempt(neighbour)])) == ["changed", "taken"]
