"""The page of the owner's people."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from regio.accounts.models import User
from regio.audit.models import Entry
from regio.region.actions import grant_duty
from regio.region.choices import Duty
from regio.region.models import County, DutyProposal, Municipality, OwnerRole
from regio.region.queries.people import address_of

type SignIn = Callable[[User], Client]


def test_person_is_found_by_the_whole_address_only(as_user: SignIn, owner: User, resident: User) -> None:
    desk = as_user(owner)
    assert desk.post("/traeger/leute/", {"email": "rosa"}).status_code == 200
    assert desk.post("/traeger/leute/", {"email": "rosa@test.example"}).status_code == 200
    assert not Entry.objects.filter(deed="region.person_looked_up").exists()
    answer = desk.post("/traeger/leute/", {"email": " Rosa-Resident@TEST.example"})
    assert answer.status_code == 302
    assert "Rosa Resident" in desk.get(answer["Location"]).content.decode()
    entry = Entry.objects.get(deed="region.person_looked_up")
    assert (entry.by, entry.key, entry.data) == (owner, str(resident.pk), {})


def test_addresses_of_persons_cannot_be_counted_through(as_user: SignIn, owner: User, resident: User) -> None:
    assert as_user(owner).get(f"/traeger/leute/{resident.pk}/").status_code == 404
    assert as_user(resident).get(reverse("desk:person", args=[address_of(owner)])).status_code == 404


def test_duty_is_given_and_taken_back_on_the_page(
    as_user: SignIn, owner: User, resident: User, town: Municipality
) -> None:
    desk, address = as_user(owner), reverse("desk:person", args=[address_of(resident)])
    assert desk.post(address, {"duty": "editor", "municipality": town.pk, "until": ""}).status_code == 302
    role = OwnerRole.objects.get(person=resident)
    assert (role.duty, role.municipality, role.granted_by) == ("editor", town, owner)
    desk.post(f"{address}aufgabe/", {"duty": "editor", "municipality": town.pk})
    assert not OwnerRole.objects.filter(person=resident).exists()


@pytest.mark.parametrize("duty", ["technical", "privacy"])
def test_duties_of_the_county_are_not_given_for_one_place(
    as_user: SignIn, owner: User, resident: User, town: Municipality, duty: str
) -> None:
    address = reverse("desk:person", args=[address_of(resident)])
    assert as_user(owner).post(address, {"duty": duty, "municipality": town.pk}).status_code == 200
    assert not OwnerRole.objects.filter(person=resident).exists()


def test_one_button_ends_everything(as_user: SignIn, owner: User, resident: User, town: Municipality) -> None:
    grant_duty(resident, duty=Duty.EDITOR, municipality=town, by=owner)
    address = reverse("desk:leave", args=[address_of(resident)])
    assert "Emmendingen" in as_user(owner).get(address).content.decode()
    assert as_user(owner).post(address).status_code == 302
    assert not OwnerRole.objects.filter(person=resident).exists()
    assert as_user(resident).get("/traeger/").status_code == 404


def test_last_technical_person_is_told_why_they_stay(as_user: SignIn, owner: User) -> None:
    answer = as_user(owner).post(reverse("desk:leave", args=[address_of(owner)]))
    assert answer.status_code == 409
    assert OwnerRole.objects.filter(person=owner).count() == len(Duty)


def test_proposal_is_confirmed_by_somebody_else(as_user: SignIn, owner: User, resident: User, clerk: User) -> None:
    grant_duty(clerk, duty=Duty.TECHNICAL)
    County.objects.update(four_eyes=["technical"])
    as_user(owner).post(reverse("desk:person", args=[address_of(resident)]), {"duty": "technical", "municipality": ""})
    pk = DutyProposal.objects.get().pk
    assert as_user(owner).post(f"/traeger/leute/vorschlag/{pk}/", {"answer": "yes"}).status_code == 409
    assert as_user(clerk).post(f"/traeger/leute/vorschlag/{pk}/", {"answer": "yes"}).status_code == 302
    assert OwnerRole.objects.filter(person=resident, duty="technical").exists()


def test_list_of_people_costs_the_same_for_one_and_for_three(
    as_user: SignIn, owner: User, town: Municipality, village: Municipality, resident: User, neighbour: User
) -> None:  # fmt: skip
    desk = as_user(owner)
    desk.get("/traeger/leute/")
    with CaptureQueriesContext(connection) as first:
        desk.get("/traeger/leute/")
    for person in (resident, neighbour):
        for place in (town, village):
            grant_duty(person, duty=Duty.EDITOR, municipality=place, by=owner)
    with CaptureQueriesContext(connection) as second:
        desk.get("/traeger/leute/?duty=editor")
    assert len(first) == len(second) <= 8
