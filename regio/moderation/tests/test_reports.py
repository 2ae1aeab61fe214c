"""Report, join, decide, appeal, restore, purge, erase."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from conftest import make_person
from regio.accounts.models import User
from regio.audit.models import Entry
from regio.core.errors import Forbidden
from regio.moderation import errors, registry
from regio.moderation.actions import add_remark, appeal, decide, report, withdraw
from regio.moderation.actions.person import STRANGERS_KEPT, erase_person, forget_strangers
from regio.moderation.actions.report import purge_hidden
from regio.moderation.choices import APPEAL, REPORT, UPHELD, Side, State
from regio.moderation.documents import party_key, token_for
from regio.moderation.models import Case, Party
from regio.moderation.queries.person import parts_about
from regio.moderation.rules import APPEAL_TIME, outcome_in_force
from regio.moderation.tests.conftest import make_moderator
from regio.notifications.models import Notice
from regio.region.choices import Duty
from regio.region.models import Municipality

NOTE = ("test.note", "7")
Shelf = dict[str, str]
HIDE = {"outcome": "hide", "ground": "terms", "reasons": "Beleidigung, Ziffer 4 der Nutzungsbedingungen."}


@pytest.fixture
def author(town: Municipality) -> User:
    return make_person("Anton Author")


@pytest.fixture
def shelf(author: User, town: Municipality) -> Iterator[Shelf]:
    """Registers a thing to report, note 7 by `author`; says in which state it is: up, hidden, restricted, purged."""
    state = {"7": "up"}

    def put(word: str) -> Callable[..., None]:
        return lambda key, by=None: state.update({key: word})

    def find(user: User | AnonymousUser, key: str) -> registry.Subject | None:
        if state.get(key) not in ("up", "restricted"):
            return None
        return registry.Subject("Notiz von Anton", "/notiz/7/", town.pk, text="Alle doof, sagt Anton Author.")

    target = registry.Target(
        kind=NOTE[0], label="Notiz", find=find, hide=put("hidden"), restore=put("up"), people=lambda key: [author],
        restrict=put("restricted"), purge=put("purged"),
    )  # fmt: skip
    registry.register_target(target)
    yield state
    del registry._targets[NOTE[0]]


@pytest.fixture
def moderator(county: object) -> User:
    return make_moderator("Mona Moderator", duty=Duty.MODERATOR)


@pytest.fixture
def other(county: object) -> User:
    return make_moderator("Olaf Other", duty=Duty.MODERATOR)


def say(by: User | None, **more: str) -> Party:
    values = {"reason": "insult", "statement": "Das beleidigt mich."} | more
    return report(NOTE, by=by, **values)


def mails_to(email: str) -> list[dict[str, str]]:
    jobs = ProcrastinateJob.objects.filter(task_name="notifications.mail_to_address", args__email=email).order_by("id")
    return [job.args for job in jobs]


def test_a_report_reaches_the_desk_and_is_confirmed(shelf: Shelf, resident: User, author: User, town: object) -> None:
    party = say(resident)
    case = party.case
    assert (case.kind, case.about_kind, case.about_key, case.municipality) == (REPORT, *NOTE, town)
    assert (case.state, case.data["text"], shelf["7"]) == (State.OPEN, "Alle doof, sagt Anton Author.", "up")
    assert Notice.objects.get().person == resident  # the author learns nothing before it is decided
    assert set(case.parties.values_list("person", "side")) == {
        (resident.pk, Side.OPENER),
        (author.pk, Side.AUTHOR),
    }


def test_without_account_the_receipt_carries_a_signed_link(shelf: Shelf, county: object) -> None:
    party = say(None, email="Frei@Test.Example", name="Frida Frei")
    [mail] = mails_to("frei@test.example")
    path, _, token = mail["url"].partition("?zeichen=")
    assert (path, party_key(token)) == (f"/melden/{party.case_id}/", party.pk)
    assert party_key(token[:-1] + ("a" if token[-1] != "a" else "b")) is None


def test_without_account_and_address_it_is_taken_too(shelf: Shelf, county: object) -> None:
    party = say(None)
    assert (party.email, party.name, ProcrastinateJob.objects.count()) == ("", "", 0)
    assert party_key(token_for(party)) == party.pk


def test_what_is_not_there_is_not_reported(shelf: Shelf, resident: User) -> None:
    shelf["7"] = "hidden"
    for what in (NOTE, ("test.note", "8"), ("test.unknown", "7")):
        with pytest.raises(errors.NothingThere):
            report(what, by=resident, reason="other", statement="x")
    with pytest.raises(errors.EmptyText):
        shelf["7"] = "up"
        say(resident, statement=" \n")
    assert (Case.objects.count(), Party.objects.count(), Notice.objects.count()) == (0, 0, 0)


def test_reports_about_the_same_join(shelf: Shelf, resident: User, neighbour: User, moderator: User) -> None:
    case = say(resident).case
    assert say(neighbour, statement="Mich auch.").case == case
    assert say(None, email="a@test.example").case == case
    assert say(resident, statement="Noch etwas.").case == case
    assert Case.objects.count() == 1
    reporters = case.parties.filter(side=Side.OPENER).order_by("pk")
    assert [party.statement for party in reporters] == [
        "Das beleidigt mich.\n\nNoch etwas.",
        "Mich auch.",
        "Das beleidigt mich.",
    ]
    decide(case, **HIDE, by=moderator)
    told = Notice.objects.filter(kind="moderation.decided").values_list("person__name", flat=True)
    assert sorted(told) == ["Anton Author", "Nico Neighbour", "Rosa Resident"]
    assert len(mails_to("a@test.example")) == 2


def test_both_sides_read_reasons_ground_and_what_they_can_do(
    shelf: Shelf, resident: User, author: User, moderator: User
) -> None:
    case = say(resident).case
    with pytest.raises(errors.NeedsGround):
        decide(case, outcome="hide", reasons="Darum.", by=moderator)
    assert shelf["7"] == "up"
    decide(case, **HIDE, by=moderator)
    assert shelf["7"] == "hidden"
    for person in (resident, author):
        text = Notice.objects.get(person=person, kind="moderation.decided").text
        assert HIDE["reasons"] in text
        assert "Rosa" not in text  # nobody learns who reported
        assert len(text.split("\n\n")) == 6


def test_the_reporter_and_the_author_never_decide(shelf: Shelf, author: User, moderator: User) -> None:
    from regio.region.models import OwnerRole

    OwnerRole.objects.create(person=author, duty=Duty.MODERATOR)
    case = say(moderator).case
    for person in (author, moderator):
        with pytest.raises(errors.OwnCase):
            decide(case, **HIDE, by=person)
    assert shelf["7"] == "up"


def test_an_appeal_is_decided_by_somebody_else_and_restores(
    shelf: Shelf, resident: User, author: User, moderator: User, other: User
) -> None:
    case = decide(say(resident).case, **HIDE, by=moderator)
    mine = case.parties.get(person=author)
    check = appeal(mine, "Das war Satire.")
    assert (check.kind, check.appeal_of, check.municipality) == (APPEAL, case, case.municipality)
    with pytest.raises(errors.SeenBefore):
        decide(check, outcome="none", reasons="Doch nicht.", by=moderator)
    assert shelf["7"] == "hidden"
    decide(check, outcome="none", reasons="Satire ist erlaubt.", by=other)
    case.refresh_from_db()
    assert (shelf["7"], case.keep_until, outcome_in_force(case)) == ("up", None, "none")
    for person in (resident, author):
        assert "Satire ist erlaubt." in Notice.objects.filter(person=person).latest("pk").text
    with pytest.raises(errors.CannotAppeal):
        appeal(mine, "Und nochmal.")
    again = appeal(case.parties.get(person=resident), "Es bleibt eine Beleidigung.")
    for before in (moderator, other):
        with pytest.raises(errors.SeenBefore):
            decide(again, **HIDE, by=before)
    decide(again, **HIDE, by=make_moderator("Tina Third", duty=Duty.MODERATOR))
    assert shelf["7"] == "hidden"


def test_a_decision_that_stays_changes_nothing(
    shelf: Shelf, resident: User, author: User, moderator: User, other: User
) -> None:
    case = decide(say(resident).case, **HIDE, by=moderator)
    decide(appeal(case.parties.get(person=author), "Nein."), outcome=UPHELD, reasons="Doch.", by=other)
    assert (shelf["7"], outcome_in_force(case)) == ("hidden", "hide")


def test_no_appeal_after_six_months_and_none_before_a_decision(shelf: Shelf, resident: User, moderator: User) -> None:
    mine = say(resident)
    with pytest.raises(errors.CannotAppeal):
        appeal(mine, "Zu früh.")
    decide(mine.case, outcome="none", reasons="Erlaubte Meinung.", by=moderator)
    Case.objects.update(decided_at=timezone.now() - APPEAL_TIME - timedelta(minutes=1))
    mine.refresh_from_db()
    with pytest.raises(errors.CannotAppeal):
        appeal(mine, "Zu spät.")
    Case.objects.update(decided_at=timezone.now() - APPEAL_TIME + timedelta(hours=1))
    mine.refresh_from_db()
    assert appeal(mine, "Gerade noch.").appeal_of == mine.case


def test_hidden_content_is_kept_until_nobody_can_appeal(
    shelf: Shelf, resident: User, author: User, moderator: User, other: User
) -> None:
    case = decide(say(resident).case, **HIDE, by=moderator)
    assert purge_hidden() == 0
    check = appeal(case.parties.get(person=author), "Nein.")
    Case.objects.filter(pk=case.pk).update(keep_until=timezone.now() - timedelta(days=1))
    assert (purge_hidden(), shelf["7"]) == (0, "hidden")  # the second moderator must be able to see it
    decide(check, outcome=UPHELD, reasons="Doch.", by=other)
    assert (purge_hidden(), shelf["7"]) == (1, "purged")
    case.refresh_from_db()
    assert (case.keep_until, case.data) == (None, {"done": "purged"})
    assert purge_hidden() == 0


def test_measures_replace_each_other(shelf: Shelf, resident: User, author: User, moderator: User, other: User) -> None:
    case = decide(say(resident).case, **HIDE, by=moderator)
    check = appeal(case.parties.get(person=author), "Milder bitte.")
    decide(check, outcome="restrict", ground="terms", reasons="Nur für Angemeldete.", by=other)
    case.refresh_from_db()
    assert (shelf["7"], case.keep_until, case.data["done"]) == ("restricted", None, "restrict")


def test_withdrawing_a_joined_report_leaves_the_others(
    shelf: Shelf, resident: User, neighbour: User, author: User
) -> None:
    case = say(resident).case
    say(neighbour)
    with pytest.raises(Forbidden):
        withdraw(case, by=author)
    assert withdraw(case, by=resident).state == State.OPEN
    assert withdraw(case, by=neighbour).state == State.WITHDRAWN


def test_erasure_leaves_nothing_of_a_reporter_or_author(
    shelf: Shelf, resident: User, neighbour: User, author: User, moderator: User
) -> None:
    case = say(resident, statement="Rosa Resident war hier.").case
    add_remark(case, "Rosa rief an: resident@x", by=moderator)
    decide(case, outcome="warn", ground="law", reasons="Frau Resident hat recht, Anton nicht.", by=moderator)
    pending = say(resident).case
    joined = say(neighbour, statement="Auch Rosa meint das.").case
    assert pending == joined
    for person in (resident, author):
        assert [part.path for part in parts_about(person)] == ["moderation/cases.json"]
        erase_person(person)
        erase_person(person)
        assert list(parts_about(person)) == []
    pending.refresh_from_db()
    assert pending.state == State.OPEN  # the neighbour's report goes on
    rows = [*Case.objects.values(), *Party.objects.values(), *Entry.objects.values("data")]
    rows += [remark for one in Case.objects.all() for remark in one.remarks.values()]
    for marker in ("Rosa", "Resident", "Anton", "Author", "rosa-resident"):
        assert marker not in str(rows), marker


def test_erasure_withdraws_what_waits_alone(shelf: Shelf, resident: User) -> None:
    case = say(resident).case
    erase_person(resident)
    case.refresh_from_db()
    assert (case.state, case.opened_by, case.statement) == (State.WITHDRAWN, None, "")


def test_strangers_are_forgotten_when_all_is_over(shelf: Shelf, county: object, moderator: User) -> None:
    party = say(None, email="frei@test.example", name="Frida Frei")
    decide(party.case, **HIDE, by=moderator)
    assert forget_strangers() == 0
    Case.objects.update(decided_at=timezone.now() - STRANGERS_KEPT - timedelta(days=1))
    assert forget_strangers() == 1
    rows = str([*Party.objects.values(), *Case.objects.values("opened_email", "statement")])
    assert "frei" not in rows.lower()
