"""A message is reported: only it comes to the desk, is hidden from both sides, comes back or goes for good."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from conftest import make_person
from regio.accounts.models import User
from regio.audit.models import Entry
from regio.chat.actions import erase_person
from regio.chat.models import Conversation, Message
from regio.core.errors import Forbidden
from regio.core.time import now
from regio.moderation.actions import appeal, decide, report
from regio.moderation.actions.report import purge_hidden
from regio.moderation.errors import NothingThere
from regio.moderation.models import Case, Party
from regio.region.choices import Duty
from regio.region.models import County, OwnerRole

type Say = Callable[..., Message]
type AsUser = Callable[[User], Client]


@pytest.fixture
def insult(conversation: Conversation, say: Say, resident: User, shopkeeper: User) -> Message:
    say(conversation, resident, "Geheime Frage")
    return say(conversation, shopkeeper, "Eine Frechheit")


@pytest.fixture
def moderator(county: County) -> User:
    person = make_person("Mona Moderator")
    OwnerRole.objects.create(person=person, duty=Duty.MODERATOR)
    return person


def reported(message: Message, by: User) -> Case:
    return report(("chat.message", str(message.pk)), by=by, reason="insult", statement="Das geht zu weit.").case


def test_only_the_message_comes_to_the_desk_and_only_after_a_reason(
    insult: Message, resident: User, moderator: User, as_user: AsUser
) -> None:
    mine = as_user(resident)
    choose = mine.get(f"/postfach/{insult.conversation_id}/melden/").content.decode()
    assert f"was=chat.message&amp;key={insult.pk}" in choose
    assert "Geheime Frage" not in choose
    case = reported(insult, resident)
    desk = as_user(moderator)
    page = f"/traeger/faelle/{case.pk}/"
    assert "Eine Frechheit" not in desk.get(page).content.decode()
    desk.post(f"{page}einsicht/", {"need": "decide"})
    html = desk.get(page).content.decode()
    assert "Eine Frechheit" in html
    assert "Geheime Frage" not in html
    assert Entry.objects.filter(deed="moderation.private_seen", by=moderator).count() == 1
    assert desk.get(f"/postfach/{insult.conversation_id}/").status_code == 404


def test_hidden_for_both_sides_until_somebody_else_restores_it(
    insult: Message, resident: User, shopkeeper: User, moderator: User, as_user: AsUser
) -> None:
    talk = f"/postfach/{insult.conversation_id}/"
    case = reported(insult, resident)
    decide(case, outcome="hide", reasons="Beleidigung.", ground="terms", by=moderator)
    for person in (resident, shopkeeper):
        for path in (talk, "/postfach/"):
            assert "Eine Frechheit" not in as_user(person).get(path).content.decode()
    second = make_person("Max Moderator")
    OwnerRole.objects.create(person=second, duty=Duty.MODERATOR)
    check = appeal(Party.objects.get(case=case, person=shopkeeper), "Das war ein Zitat.")
    decide(check, outcome="none", reasons="Ein Zitat.", by=second)
    assert "Eine Frechheit" in as_user(resident).get(talk).content.decode()


def test_hidden_message_loses_its_words_when_nobody_can_appeal_any_more(
    insult: Message, resident: User, moderator: User
) -> None:
    case = reported(insult, resident)
    decide(case, outcome="hide", reasons="Beleidigung.", ground="terms", by=moderator)
    assert purge_hidden() == 0
    Case.objects.update(keep_until=now() - timedelta(minutes=1))
    assert purge_hidden() == 1
    insult.refresh_from_db()
    case.refresh_from_db()
    assert (insult.text, insult.hidden_at is None, case.data) == ("…", False, {"done": "purged"})


def test_nobody_reports_what_they_wrote_or_cannot_read(insult: Message, shopkeeper: User, neighbour: User) -> None:
    for person in (shopkeeper, neighbour, None):
        with pytest.raises(NothingThere):
            report(("chat.message", str(insult.pk)), by=person, reason="insult", statement="x")
    with pytest.raises(NothingThere):
        report(("chat.message", "damaged"), by=shopkeeper, reason="insult", statement="x")
    assert Case.objects.count() == 0


def test_who_answers_for_the_organisation_does_not_decide(
    insult: Message, resident: User, shopkeeper: User, county: County
) -> None:
    case = reported(insult, resident)
    OwnerRole.objects.create(person=shopkeeper, duty=Duty.MODERATOR)
    with pytest.raises(Forbidden):
        decide(case, outcome="none", reasons="Alles gut.", by=shopkeeper)


def test_erasure_takes_the_words_out_of_the_case_too(insult: Message, resident: User) -> None:
    case = reported(insult, resident)
    erase_person(resident)
    case.refresh_from_db()
    assert (case.data, case.statement, Message.objects.count()) == ({}, "", 0)
