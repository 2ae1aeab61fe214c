"""Locking an account: by moderation, with reasons, told, checked by somebody else."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from regio.accounts.actions.locking import LOCK, UNLOCK, decide_locking
from regio.accounts.models import User
from regio.audit.models import Entry
from regio.core.errors import Forbidden
from regio.moderation.actions import appeal, decide
from regio.moderation.models import Case, Party
from regio.region.actions import grant_duty
from regio.region.choices import Duty
from regio.region.models import County, Municipality

type AsUser = Callable[[User], Client]
SAID = {"ground": "terms", "reasons": "Sie haben viele Menschen beleidigt."}


@pytest.fixture
def moderator(county: County, neighbour: User) -> User:
    grant_duty(neighbour, duty=Duty.MODERATOR)
    return neighbour


def mails_to(person: User) -> list[dict[str, str]]:
    jobs = ProcrastinateJob.objects.filter(task_name="notifications.mail_to_address", args__email=person.email)
    return [job.args for job in jobs.order_by("id")]


def test_account_is_found_by_its_whole_address_locked_and_told(
    as_user: AsUser, moderator: User, resident: User
) -> None:
    theirs, desk = as_user(resident), as_user(moderator)
    assert desk.post("/traeger/konten/", {"email": "rosa"}).status_code == 422
    assert desk.post("/traeger/konten/", {"email": "niemand@test.example"}).status_code == 422
    page = desk.post("/traeger/konten/", {"email": resident.email.upper()})["Location"]
    assert desk.post(page, {"reasons": "Nur so."}).status_code == 422
    assert User.objects.get(pk=resident.pk).is_active
    assert desk.post(page, SAID).status_code == 302
    assert not User.objects.get(pk=resident.pk).is_active
    assert theirs.get("/mein/").status_code == 302
    [mail] = mails_to(resident)
    assert SAID["reasons"] in mail["text"]
    visitor = Client()
    answer = visitor.get(mail["url"], follow=True)
    assert answer.status_code == 200
    assert SAID["reasons"] in answer.content.decode()
    deeds = list(Entry.objects.filter(by=moderator).order_by("pk").values_list("deed", flat=True))
    assert deeds == ["accounts.looked_up", "accounts.deactivated", "moderation.case_decided"]


def test_somebody_else_checks_and_unlocks(moderator: User, resident: User, shopkeeper: User) -> None:
    case = decide_locking(resident, outcome=LOCK, by=moderator, **SAID)
    other = shopkeeper
    grant_duty(other, duty=Duty.MODERATOR)
    check = appeal(Party.objects.get(case=case), "Das war ich nicht.")
    with pytest.raises(Forbidden):
        decide(check, outcome=UNLOCK, reasons="Doch.", by=moderator)
    decide(check, outcome=UNLOCK, reasons="Es war jemand anderes.", by=other)
    assert User.objects.get(pk=resident.pk).is_active
    assert "Es war jemand anderes." in mails_to(resident)[-1]["text"]


def test_locked_account_is_unlocked_with_a_reason(as_user: AsUser, moderator: User, resident: User) -> None:
    decide_locking(resident, outcome=LOCK, by=moderator, **SAID)
    desk = as_user(moderator)
    page = desk.post("/traeger/konten/", {"email": resident.email})["Location"]
    assert re.search(r'name="ground"', desk.get(page).content.decode()) is None
    assert desk.post(page, {"reasons": "Geklärt."}).status_code == 302
    assert User.objects.get(pk=resident.pk).is_active
    assert Case.objects.count() == 2


def test_nobody_locks_themselves_or_the_owners_people(moderator: User, shopkeeper: User) -> None:
    grant_duty(shopkeeper, duty=Duty.EDITOR)
    for person in (moderator, shopkeeper):
        with pytest.raises(Forbidden):
            decide_locking(person, outcome=LOCK, by=moderator, **SAID)
    assert Case.objects.count() == 0
    assert User.objects.filter(is_active=False).count() == 0


def test_only_the_whole_countys_moderation_looks_up_accounts(
    as_user: AsUser, town: Municipality, resident: User, clerk: User, shopkeeper: User
) -> None:
    grant_duty(clerk, duty=Duty.MODERATOR, municipality=town)
    grant_duty(shopkeeper, duty=Duty.VERIFICATION)
    for person in (clerk, shopkeeper):
        assert as_user(person).get("/traeger/konten/").status_code == 404
        with pytest.raises(Forbidden):
            decide_locking(resident, outcome=LOCK, by=person, **SAID)
    assert Entry.objects.filter(deed="accounts.looked_up").count() == 0
