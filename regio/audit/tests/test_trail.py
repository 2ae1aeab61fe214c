"""Reading the trail: who may, what is found, that it is noted, how long it is kept."""

import csv
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from regio.accounts.models import User
from regio.audit.actions import erase_person, forget_old, record
from regio.audit.models import Entry
from regio.audit.queries import PAGE, Wish, trail
from regio.audit.registry import label_of
from regio.core.time import now
from regio.organisations.models import Organisation
from regio.region.actions import grant_duty
from regio.region.choices import Duty
from regio.region.models import County, Municipality

type SignIn = Callable[[User], Client]


@pytest.mark.parametrize(
    ("duty", "status"), [("technical", 200), ("privacy", 200), ("editor", 404), ("moderator", 404)]
)
def test_trail_is_read_by_operation_and_data_protection_only(
    as_user: SignIn, county: County, resident: User, duty: str, status: int
) -> None:
    grant_duty(resident, duty=duty)
    assert as_user(resident).get("/traeger/protokoll/").status_code == status
    assert as_user(resident).post("/traeger/protokoll/tabelle/").status_code == status


def test_duty_for_one_place_does_not_open_the_trail(as_user: SignIn, town: Municipality, resident: User) -> None:
    grant_duty(resident, duty=Duty.TECHNICAL, municipality=town)
    assert as_user(resident).get("/traeger/protokoll/").status_code == 404


def test_reading_is_noted_without_the_words_asked_for(as_user: SignIn, owner: User, resident: User) -> None:
    as_user(owner).post("/traeger/protokoll/", {"person": resident.email})
    entry = Entry.objects.get(deed="audit.read")
    assert (entry.by, entry.data) == (owner, {"fields": ["person"]})


def test_person_is_found_by_whole_name_or_address(owner: User, resident: User, shop: Organisation) -> None:
    record("test.did", by=resident, of=shop)
    record("test.had", by=owner, of=resident)
    record("test.given", by=owner, of=shop, person=resident.pk)
    record("test.else", by=owner, of=shop)
    expected = ["test.given", "test.had", "test.did"]
    for words in ("Rosa Resident", "rosa resident", "rosa-resident@test.example"):
        assert [line.deed for line in trail(Wish(person=words)).lines] == expected
    assert trail(Wish(person="Rosa")).lines == []


def test_trail_is_narrowed_by_deed_record_and_day(owner: User, shop: Organisation, office: Organisation) -> None:
    record("test.one", by=owner, of=shop)
    record("test.two", by=owner, of=office)
    today = now().date()
    assert [line.deed for line in trail(Wish(deed="test.one")).lines] == ["test.one"]
    found = trail(Wish(record=f"organisations.organisation:{office.pk}"))
    assert [line.deed for line in found.lines] == ["test.two"]
    assert trail(Wish(since=today + timedelta(days=2))).lines == []
    assert trail(Wish(until=today - timedelta(days=2))).lines == []


def test_pages_follow_each_other_without_gap(as_user: SignIn, owner: User, shop: Organisation) -> None:
    for number in range(PAGE + 5):
        record(f"test.{number}", by=owner, of=shop)
    first = trail(Wish())
    second = trail(Wish(), after=first.after)
    assert len(first.lines) == PAGE
    assert [line.deed for line in (first.lines + second.lines)][: PAGE + 5] == [
        f"test.{n}" for n in reversed(range(PAGE + 5))
    ]
    assert not second.after
    html = as_user(owner).post("/traeger/protokoll/", {"after": first.after}).content.decode()
    assert "test.0<" in html


def test_list_costs_the_same_for_one_and_for_three(
    as_user: SignIn, owner: User, resident: User, shop: Organisation
) -> None:
    desk, counts = as_user(owner), []
    for _round in range(2):
        record("test.one", by=resident, of=shop, person=owner.pk)
        record("test.two", by=owner, of=resident)
        desk.get("/traeger/protokoll/")
        with CaptureQueriesContext(connection) as seen:
            desk.get("/traeger/protokoll/")
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 8


def test_table_has_no_formulas(as_user: SignIn, owner: User, shop: Organisation) -> None:
    User.objects.filter(pk=owner.pk).update(name="=cmd|' /C calc'!A0")
    record("test.one", by=owner, of=shop, note="x")
    answer = as_user(owner).post("/traeger/protokoll/tabelle/", {"deed": ""})
    lines = list(csv.reader(answer.getvalue().decode("utf-8-sig").splitlines(), delimiter=";"))
    assert lines[1][1] == "'=cmd|' /C calc'!A0"
    assert lines[1][2] == "audit.exported"
    assert [line[2] for line in lines if line[2] == "test.one"] == ["test.one"]


def test_deeds_are_shown_in_words(as_user: SignIn, owner: User, resident: User) -> None:
    grant_duty(resident, duty=Duty.MODERATOR, by=owner)
    html = as_user(owner).get("/traeger/protokoll/").content.decode()
    with override("de"):
        assert f"<b>{label_of('region.duty_granted')}</b>: Rosa Resident" in html
    assert label_of("test.unknown") == "test.unknown"


def test_old_part_is_forgotten_and_that_is_noted(county: County, owner: User, shop: Organisation) -> None:
    County.objects.update(audit_months=12)
    old, new = record("test.old", by=owner, of=shop), record("test.new", by=owner, of=shop)
    Entry.objects.filter(pk=old.pk).update(at=now() - timedelta(days=370))
    assert forget_old() == 1
    assert list(Entry.objects.order_by("pk").values_list("deed", flat=True)) == [new.deed, "audit.forgotten"]
    assert forget_old() == 0


def test_erasure_takes_the_person_from_the_trail_and_keeps_the_deed(owner: User, shop: Organisation) -> None:
    record("test.one", by=owner, of=shop)
    erase_person(owner)
    erase_person(owner)
    assert list(Entry.objects.values_list("deed", "by")) == [("test.one", None)]
