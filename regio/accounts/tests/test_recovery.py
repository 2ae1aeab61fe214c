"""Mailbox and device lost: by the desk, with a time to object (SECURITY 4, 10, 24)."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from conftest import PASSWORD, make_person
from regio.accounts.actions.recovery import KIND, ask_for_recovery, carry_out, recover, stop_recovery
from regio.accounts.errors import NeedsTechnical, RecoveryIsOver
from regio.accounts.models import Recovery, User
from regio.audit.models import Entry
from regio.core.errors import Forbidden
from regio.core.time import now
from regio.moderation.actions.decision import decide
from regio.moderation.models import Case
from regio.region.choices import Duty
from regio.region.models import OwnerRole
from tests.security.conftest import at_once

PAGE, NEW = "/konto/wiederherstellen/", "rosa-neu@test.example"


@pytest.fixture
def verifier(county: object) -> User:
    person = make_person("Vera Verifier")
    OwnerRole.objects.create(person=person, duty=Duty.VERIFICATION)
    return person


@pytest.fixture
def case(resident: User) -> Case:
    TOTP.activate(resident, "JBSWY3DPEHPK3PXP")
    found = ask_for_recovery(name="Rosa Resident", old=resident.email, new=NEW, reach="07641 1")
    assert found
    return found


def token(address: str) -> str:
    """The newest link in a mail to `address`."""
    jobs = ProcrastinateJob.objects.filter(task_name="notifications.mail_to_address", args__email=address).order_by(
        "-id"
    )
    links = [found[1] for job in jobs if (found := re.search(r"wiederherstellen/(?:stopp/)?(.+)/$", job.args["url"]))]
    return links[0]


def accept(case: Case, by: User) -> None:
    decide(case, outcome="accepted", reasons="Ausweis gesehen.", by=by)


def later(hours: float) -> None:
    Recovery.objects.update(accepted_at=now() - timedelta(hours=hours))


def test_new_address_gets_the_account_a_day_after_the_desk_accepted(case: Case, resident: User, verifier: User) -> None:
    there = Client()
    there.force_login(resident, backend="allauth.account.auth_backends.AuthenticationBackend")
    accept(case, verifier)
    link = f"{PAGE}{token(NEW)}/"
    assert Client().post(link).status_code == 404  # the former address may still object
    later(25)
    assert Client().get(link).status_code == 200
    Client().post(link)
    resident.refresh_from_db()
    assert (resident.email, resident.has_usable_password()) == (NEW, False)
    assert not resident.authenticator_set.exists()
    assert there.get("/konto/").status_code == 302
    assert Client().post(link).status_code == 404
    deeds = set(Entry.objects.filter(kind="accounts.user").values_list("deed", flat=True))
    assert {"accounts.recovery_accepted", "accounts.recovered"} <= deeds
    assert not any("example" in str(entry.data) for entry in Entry.objects.all())


def test_old_address_stops_it(case: Case, resident: User, verifier: User) -> None:
    accept(case, verifier)
    stop = f"{PAGE}stopp/{token(resident.email)}/"
    assert Client().get(stop).status_code == 200
    Client().post(stop)
    later(25)
    with pytest.raises(RecoveryIsOver):
        recover(token(NEW))
    resident.refresh_from_db()
    assert resident.email == "rosa-resident@test.example"
    assert resident.has_usable_password()


def test_link_dies_after_its_day_and_the_two_links_are_not_one(case: Case, resident: User, verifier: User) -> None:
    accept(case, verifier)
    with pytest.raises(RecoveryIsOver):
        stop_recovery(token(NEW))
    later(25)
    with pytest.raises(RecoveryIsOver):
        recover(token(resident.email))
    later(49)
    with pytest.raises(RecoveryIsOver):
        recover(token(NEW))


def test_refusal_changes_nothing(case: Case, resident: User, verifier: User) -> None:
    decide(case, outcome="refused", reasons="Passt nicht.", by=verifier)
    assert not Recovery.objects.exists()


def test_unknown_address_gets_the_same_answer(resident: User, verifier: User) -> None:
    answers = []
    for old, new in ((resident.email, NEW), ("nobody@test.example", "other@test.example")):
        values = {"name": "Rosa", "old": old, "new": new, "reach": "07641 1"}
        answer = Client().post(PAGE, values)
        answers.append((answer.status_code, answer["Location"]))
    assert answers[0] == answers[1] == (302, "/konto/wiederherstellen/danke/")
    assert list(Case.objects.values_list("kind", "about_key")) == [(KIND, str(resident.pk))]
    told = [job.args["email"] for job in ProcrastinateJob.objects.filter(task_name="notifications.mail_to_address")]
    assert sorted(told) == sorted([NEW, resident.email, "other@test.example"])


def test_requests_are_limited_however_the_address_is_spelled(resident: User) -> None:
    def ask(old: str) -> int:
        return Client().post(PAGE, {"name": "R", "old": old, "new": NEW, "reach": "x"}).status_code

    assert [ask(resident.email), ask(resident.email.upper()), ask(f" {resident.email}")] == [302] * 3
    assert ask(resident.email.title()) == 429


def test_accounts_of_the_owners_people_need_technical_operation(verifier: User, owner: User) -> None:
    helper = make_person("Mona Moderator")
    OwnerRole.objects.create(person=helper, duty=Duty.MODERATOR)
    found = ask_for_recovery(name="Mona", old=helper.email, new=NEW, reach="1")
    assert found
    with pytest.raises(NeedsTechnical):
        accept(found, verifier)
    assert not Recovery.objects.exists()
    accept(found, owner)
    assert Recovery.objects.get().person == helper


def test_nobody_recovers_their_own_account(owner: User) -> None:
    found = ask_for_recovery(name="Otto", old=owner.email, new=NEW, reach="1")
    assert found
    with pytest.raises(Forbidden):
        carry_out(found, "accepted", owner)
    assert not Recovery.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_using_and_stopping_at_once_happen_only_once(resident: User, verifier: User) -> None:
    found = ask_for_recovery(name="Rosa", old=resident.email, new=NEW, reach="1")
    assert found
    accept(found, verifier)
    later(25)
    new, old = token(NEW), token(resident.email)

    def attempt(deed: Callable[[str], object], with_token: str) -> bool:
        try:
            deed(with_token)
        except RecoveryIsOver:
            return False
        return True

    deeds = [lambda: attempt(recover, new), lambda: attempt(stop_recovery, old)] * 8
    assert at_once(deeds).count(True) == 1


def test_password_of_before_is_worth_nothing(case: Case, verifier: User) -> None:
    accept(case, verifier)
    later(25)
    recover(token(NEW))
    client = Client()
    client.post("/konto/anmelden/", {"login": NEW, "password": PASSWORD})
    assert client.get("/konto/").status_code == 302
