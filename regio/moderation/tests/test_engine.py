"""Open, take, ask, decide, withdraw."""

from collections.abc import Callable

import pytest

from conftest import make_person
from regio.accounts.models import User
from regio.audit.models import Entry
from regio.core.errors import Forbidden
from regio.moderation import errors
from regio.moderation.actions import add_remark, answer, ask_back, decide, give_back, take, withdraw
from regio.moderation.choices import State
from regio.moderation.models import Case, Party, Remark
from regio.moderation.tests.conftest import make_moderator
from regio.notifications.models import Notice
from regio.region.choices import Duty
from regio.region.models import Municipality

Carried = list[tuple[str, str]]
OpenClaim = Callable[..., Case]


def deeds() -> list[str]:
    return list(Entry.objects.filter(deed__startswith="moderation.").order_by("pk").values_list("deed", flat=True))


def test_opening_twice_is_one_case(open_claim: OpenClaim, resident: User, neighbour: User) -> None:
    assert open_claim(resident) == open_claim(resident)
    assert open_claim(neighbour) != open_claim(resident)
    assert Case.objects.count() == Party.objects.count() == 2
    assert deeds() == ["moderation.case_opened"] * 2


def test_a_closed_case_can_be_opened_anew(open_claim: OpenClaim, resident: User, verifier: User) -> None:
    first = open_claim(resident)
    decide(first, outcome="refused", reasons="Kein Nachweis.", by=verifier)
    assert open_claim(resident) != first


def test_a_decision_is_carried_out_told_and_audited(
    claim: Case, carried: Carried, resident: User, verifier: User
) -> None:
    decide(claim, outcome="refused", reasons="Der Nachweis fehlt.\nBitte senden.", by=verifier)
    claim.refresh_from_db()
    assert (claim.state, claim.outcome, claim.decided_by) == (State.DECIDED, "refused", verifier)
    assert carried == [("Hofladen", "refused")]
    notice = Notice.objects.get()
    assert (notice.person, notice.kind, notice.url) == (resident, "moderation.decided", f"/melden/{claim.pk}/")
    assert "Der Nachweis fehlt.\nBitte senden." in notice.text
    assert "Abgelehnt" in notice.text
    entry = Entry.objects.get(deed="moderation.case_decided")
    assert entry.by == verifier
    assert entry.data == {"kind": "test.claim", "outcome": "refused", "about": "test.thing"}


def test_reasons_are_needed_where_the_outcome_says_so(claim: Case, carried: Carried, verifier: User) -> None:
    with pytest.raises(errors.NeedsReasons):
        decide(claim, outcome="refused", reasons=" \n ", by=verifier)
    with pytest.raises(errors.UnknownOutcome):
        decide(claim, outcome="burned", reasons="Darum.", by=verifier)
    claim.refresh_from_db()
    assert (claim.state, carried, Notice.objects.count(), deeds()) == (State.OPEN, [], 0, ["moderation.case_opened"])
    decide(claim, outcome="accepted", reasons="", by=verifier)
    assert carried == [("Hofladen", "accepted")]


def test_only_the_duty_of_the_kind_and_place_decides(
    claim: Case, carried: Carried, town: Municipality, village: Municipality, resident: User
) -> None:
    foreign = make_moderator("Frida Foreign", place=village)
    editor = make_moderator("Edda Editor", duty=Duty.EDITOR)
    locked = make_moderator("Lutz Locked")
    locked.is_active = False
    for nobody in (resident, foreign, editor, locked, make_person("Paul Passer")):
        with pytest.raises(Forbidden):
            decide(claim, outcome="accepted", reasons="", by=nobody)
    assert (carried, Notice.objects.count()) == ([], 0)
    decide(claim, outcome="accepted", reasons="", by=make_moderator("Lena Local", place=town))
    assert carried == [("Hofladen", "accepted")]


def test_a_case_of_the_county_is_not_for_a_gemeinde(
    open_claim: OpenClaim, resident: User, town: Municipality, carried: Carried
) -> None:
    with pytest.raises(Forbidden):
        decide(open_claim(resident), outcome="accepted", reasons="", by=make_moderator("Lena Local", place=town))
    assert carried == []


def test_nobody_decides_their_own_case(open_claim: OpenClaim, verifier: User, carried: Carried) -> None:
    case = open_claim(verifier)
    with pytest.raises(errors.OwnCase):
        decide(case, outcome="accepted", reasons="", by=verifier)
    for act in (take, give_back):
        with pytest.raises(Forbidden):
            act(case, by=verifier)
    assert carried == []


def test_four_eyes_need_two_people(
    claim: Case, carried: Carried, four_eyes: None, verifier: User, second: User
) -> None:
    decide(claim, outcome="accepted", reasons="Passt.", by=verifier)
    decide(claim, outcome="accepted", reasons="Passt.", by=verifier)
    claim.refresh_from_db()
    assert (claim.state, carried, Notice.objects.count()) == (State.PROPOSED, [], 0)
    decide(claim, outcome="accepted", reasons="Passt.", by=second)
    claim.refresh_from_db()
    assert (claim.state, claim.proposed_by, claim.decided_by) == (State.DECIDED, verifier, second)
    assert carried == [("Hofladen", "accepted")]
    assert deeds()[1:] == ["moderation.case_proposed", "moderation.case_proposed", "moderation.case_decided"]


def test_another_opinion_is_a_new_proposal(
    claim: Case, carried: Carried, four_eyes: None, verifier: User, second: User
) -> None:
    decide(claim, outcome="accepted", reasons="Passt.", by=verifier)
    decide(claim, outcome="refused", reasons="Passt nicht.", by=second)
    claim.refresh_from_db()
    assert (claim.state, claim.proposed_by, claim.outcome, carried) == (State.PROPOSED, second, "refused", [])
    decide(claim, outcome="refused", reasons="Passt nicht.", by=verifier)
    assert carried == [("Hofladen", "refused")]


def test_a_taken_case_is_left_to_who_has_it(claim: Case, carried: Carried, verifier: User, second: User) -> None:
    take(claim, by=verifier)
    with pytest.raises(errors.TakenByAnother):
        take(claim, by=second)
    with pytest.raises(errors.TakenByAnother):
        decide(claim, outcome="accepted", reasons="", by=second)
    assert carried == []
    give_back(claim, by=second)  # not hers to give
    with pytest.raises(errors.TakenByAnother):
        take(claim, by=second)
    give_back(claim, by=verifier)
    take(claim, by=second)
    take(claim, by=verifier, over=True)
    decide(claim, outcome="accepted", reasons="", by=verifier)
    assert carried == [("Hofladen", "accepted")]


def test_who_lost_the_duty_holds_nothing(claim: Case, carried: Carried, verifier: User, second: User) -> None:
    take(claim, by=verifier)
    verifier.owner_roles.all().delete()
    decide(claim, outcome="accepted", reasons="", by=second)
    assert carried == [("Hofladen", "accepted")]


def test_the_desk_asks_and_the_opener_answers(claim: Case, verifier: User, resident: User, neighbour: User) -> None:
    with pytest.raises(Forbidden):
        answer(claim, "Ungefragt", by=resident)
    ask_back(claim, "Haben Sie eine Gewerbeanmeldung?", by=verifier)
    notice = Notice.objects.get(person=resident)
    assert "Gewerbeanmeldung" in notice.text
    claim.refresh_from_db()
    assert (claim.state, claim.taken_by) == (State.ASKED, verifier)
    for stranger in (neighbour, verifier, None):
        with pytest.raises(Forbidden):
            answer(claim, "Ich auch", by=stranger)
    answer(claim, "Ja, hier ist sie.", by=resident)
    claim.refresh_from_db()
    assert claim.state == State.OPEN
    assert list(Remark.objects.order_by("at").values_list("is_from_desk", "text")) == [
        (True, "Haben Sie eine Gewerbeanmeldung?"),
        (False, "Ja, hier ist sie."),
    ]
    told = Notice.objects.get(person=verifier)
    assert (told.kind, told.mailed_at) == ("moderation.answered", None)
    assert "Gewerbe" not in str(list(Entry.objects.values_list("data", flat=True)))


def test_remarks_are_for_the_desk_only(claim: Case, verifier: User, resident: User) -> None:
    add_remark(claim, "Kenne ich.", by=verifier)
    assert Remark.objects.get().is_internal
    with pytest.raises(errors.EmptyText):
        add_remark(claim, " ​\n", by=verifier)
    with pytest.raises(Forbidden):
        add_remark(claim, "Ich auch.", by=resident)
    assert (Remark.objects.count(), Notice.objects.count()) == (1, 0)


def test_the_opener_withdraws_until_it_is_decided(
    open_claim: OpenClaim, carried: Carried, resident: User, neighbour: User, verifier: User
) -> None:
    case = open_claim(resident)
    with pytest.raises(Forbidden):
        withdraw(case, by=neighbour)
    assert withdraw(case, by=resident).state == State.WITHDRAWN
    for act in (lambda: decide(case, outcome="accepted", reasons="", by=verifier), lambda: take(case, by=verifier)):
        with pytest.raises(errors.CaseClosed):
            act()
    decided = decide(open_claim(resident), outcome="accepted", reasons="", by=verifier)
    with pytest.raises(errors.CaseClosed):
        withdraw(decided, by=resident)
    assert carried == [("Hofladen", "accepted")]


def test_what_fails_while_carried_out_leaves_no_decision(
    claim: Case, verifier: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from regio.moderation import registry

    def broken(case: Case, outcome: str, by: User) -> None:
        raise errors.CannotAppeal

    monkeypatch.setitem(registry._kinds, claim.kind, replace(registry.kind_of(claim), carry_out=broken))
    with pytest.raises(errors.CannotAppeal):
        decide(claim, outcome="accepted", reasons="", by=verifier)
    claim.refresh_from_db()
    assert (claim.state, claim.outcome, Notice.objects.count()) == (State.OPEN, "", 0)
