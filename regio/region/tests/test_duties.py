"""Granting, taking back, leaving; four eyes; the last one stays."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from conftest import make_person
from regio.accounts.models import User
from regio.audit.models import Entry
from regio.core.errors import Forbidden, RegioError
from regio.core.time import today
from regio.region import registry
from regio.region.actions import (
    confirm_grant,
    end_everything,
    end_expired_duties,
    grant_duty,
    refuse_grant,
    revoke_duty,
)
from regio.region.actions.erasure import erase_person
from regio.region.choices import Duty
from regio.region.errors import EndsInThePast, LastTechnical, SecondPersonNeeded
from regio.region.models import County, DutyProposal, Municipality, OwnerRole
from regio.region.queries.people import parts_about
from regio.region.rules import duties_of, holds_duty, municipalities_of


@pytest.fixture
def four_eyes(county: County) -> County:
    county.four_eyes = ["technical"]
    county.save()
    return county


def held(person: User) -> set[tuple[str, int | None]]:
    return {(role.duty, role.municipality_id) for role in OwnerRole.objects.filter(person=person)}


def test_duty_of_one_place_opens_that_place_only(town: Municipality, village: Municipality, resident: User) -> None:
    grant_duty(resident, duty=Duty.EDITOR, municipality=town)
    assert duties_of(resident) == {(Duty.EDITOR, town.pk)}
    assert municipalities_of(resident, Duty.EDITOR) == {town.pk}
    assert municipalities_of(resident, Duty.MODERATOR) == set()
    assert holds_duty(resident, Duty.EDITOR, municipality=town)
    assert not holds_duty(resident, Duty.EDITOR, municipality=village)
    assert not holds_duty(resident, Duty.EDITOR)


def test_duty_of_the_county_opens_every_place(owner: User, village: Municipality) -> None:
    assert municipalities_of(owner, Duty.EDITOR) is None
    assert holds_duty(owner, Duty.EDITOR, municipality=village)


def test_substitute_holds_a_duty_until_its_last_day(county: County, resident: User, owner: User) -> None:
    role = grant_duty(resident, duty=Duty.MODERATOR, until=today(), by=owner)
    assert role
    assert holds_duty(resident, Duty.MODERATOR)
    OwnerRole.objects.filter(pk=role.pk).update(until=today() - timedelta(days=1))
    assert not holds_duty(resident, Duty.MODERATOR)
    assert end_expired_duties() == 1
    assert held(resident) == set()
    last = Entry.objects.latest("pk")
    assert (last.deed, last.by) == ("region.duty_revoked", None)


def test_duty_cannot_end_before_it_begins(county: County, resident: User, owner: User) -> None:
    with pytest.raises(EndsInThePast):
        grant_duty(resident, duty=Duty.MODERATOR, until=today() - timedelta(days=1), by=owner)
    assert held(resident) == set()


def test_editor_of_a_place_names_further_editors_of_it_and_nothing_else(
    town: Municipality, village: Municipality, resident: User, neighbour: User
) -> None:
    grant_duty(resident, duty=Duty.EDITOR, municipality=town)
    grant_duty(neighbour, duty=Duty.EDITOR, municipality=town, by=resident)
    assert held(neighbour) == {(Duty.EDITOR, town.pk)}
    for duty, place in [(Duty.EDITOR, village), (Duty.EDITOR, None), (Duty.MODERATOR, town), (Duty.TECHNICAL, None)]:
        with pytest.raises(Forbidden):
            grant_duty(neighbour, duty=duty, municipality=place, by=resident)
    assert held(neighbour) == {(Duty.EDITOR, town.pk)}


def test_named_editor_cannot_remove_who_was_there_before(town: Municipality, resident: User, neighbour: User) -> None:
    grant_duty(resident, duty=Duty.EDITOR, municipality=town)
    grant_duty(neighbour, duty=Duty.EDITOR, municipality=town, by=resident)
    with pytest.raises(Forbidden):
        revoke_duty(resident, duty=Duty.EDITOR, municipality=town, by=neighbour)
    revoke_duty(neighbour, duty=Duty.EDITOR, municipality=town, by=resident)
    assert held(resident) == {(Duty.EDITOR, town.pk)}
    assert held(neighbour) == set()


def test_four_eyes_make_a_proposal_that_somebody_else_confirms(four_eyes: County, owner: User, resident: User) -> None:
    second = make_person("Zweite Person")
    grant_duty(second, duty=Duty.TECHNICAL)
    assert grant_duty(resident, duty=Duty.TECHNICAL, by=owner) is None
    proposal = DutyProposal.objects.get()
    assert held(resident) == set()
    with pytest.raises(SecondPersonNeeded):
        confirm_grant(proposal, by=owner)
    confirm_grant(proposal, by=second)
    assert held(resident) == {(Duty.TECHNICAL, None)}
    assert not DutyProposal.objects.exists()
    deeds = list(Entry.objects.filter(deed__startswith="region.duty").order_by("pk").values_list("deed", "by"))
    assert deeds[-3:] == [
        ("region.duty_proposed", owner.pk),
        ("region.duty_granted", second.pk),
        ("region.duty_confirmed", second.pk),
    ]


def test_proposal_can_be_refused(four_eyes: County, owner: User, resident: User) -> None:
    grant_duty(resident, duty=Duty.TECHNICAL, by=owner)
    refuse_grant(DutyProposal.objects.get(), by=owner)
    assert held(resident) == set()
    assert Entry.objects.latest("pk").deed == "region.duty_refused"


def test_last_technical_person_stays(county: County, owner: User, resident: User) -> None:
    grant_duty(resident, duty=Duty.TECHNICAL, until=today() + timedelta(days=9), by=owner)
    before = Entry.objects.count()
    refusals: list[Callable[[], object]] = [
        lambda: revoke_duty(owner, duty=Duty.TECHNICAL, by=owner),
        lambda: grant_duty(owner, duty=Duty.TECHNICAL, until=today(), by=owner),
        lambda: end_everything(owner, by=owner),
    ]
    for deed in refusals:
        with pytest.raises(LastTechnical):
            deed()
    assert len(held(owner)) == len(Duty)
    assert Entry.objects.count() == before


def test_who_leaves_loses_everything_at_once(
    town: Municipality, owner: User, resident: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[tuple[User, User | None]] = []
    leaver = registry.Leaver("test", lambda person: ["Amt"], lambda person, by: ended.append((person, by)))
    monkeypatch.setitem(registry._leavers, "test", leaver)
    grant_duty(resident, duty=Duty.EDITOR, municipality=town, by=owner)
    grant_duty(resident, duty=Duty.PRIVACY, by=owner)
    end_everything(resident, by=owner)
    assert held(resident) == set()
    assert ended == [(resident, owner)]
    assert Entry.objects.latest("pk").deed == "region.person_left"


def test_only_the_technical_operation_ends_everything(town: Municipality, resident: User, neighbour: User) -> None:
    grant_duty(resident, duty=Duty.EDITOR, municipality=town)
    with pytest.raises(Forbidden):
        end_everything(neighbour, by=resident)


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    return


def test_two_cannot_take_each_others_technical_operation(committed: None, county: County) -> None:
    people = [make_person("Eins"), make_person("Zwei")]
    for person in people:
        grant_duty(person, duty=Duty.TECHNICAL)
    start = Barrier(2)

    def take(victim: User, by: User) -> str:
        start.wait()
        try:
            revoke_duty(victim, duty=Duty.TECHNICAL, by=by)
        except RegioError as error:
            return error.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        pairs = [(people[0], people[1]), (people[1], people[0])]
        answers = [job.result() for job in [pool.submit(take, *pair) for pair in pairs]]
    assert OwnerRole.objects.filter(duty=Duty.TECHNICAL).count() == 1
    assert sorted(answers) in (["done", "forbidden"], ["done", "last_technical"])


def test_desk_shows_what_the_duties_open(
    town: Municipality, resident: User, owner: User, as_user: Callable[[User], Client]
) -> None:
    assert as_user(resident).get("/traeger/").status_code == 404
    grant_duty(resident, duty=Duty.EDITOR, municipality=town, by=owner)
    html = as_user(resident).get("/traeger/").content.decode()
    assert "Redaktion" in html or "Editing" in html
    assert "/gemeinden/emmendingen/" in html


def test_export_names_duties_and_erasure_takes_them(town: Municipality, resident: User, owner: User) -> None:
    grant_duty(resident, duty=Duty.EDITOR, municipality=town, by=owner)
    duties, _done = parts_about(resident)
    assert [(row["duty"], row["municipality"]) for row in duties.content] == [("editor", "Emmendingen")]
    erase_person(owner)
    erase_person(owner)
    assert held(owner) == set()
    assert OwnerRole.objects.get(person=resident).granted_by is None
