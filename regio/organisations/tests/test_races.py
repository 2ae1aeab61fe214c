"""Fifty at once, in real threads against PostgreSQL."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from conftest import make_member, make_organisation, make_person
from regio.accounts.models import User
from regio.audit.models import Entry
from regio.files.actions import file
from regio.files.models import File
from regio.files.rules import MOST_FILES
from regio.files.tests.conftest import picture, upload
from regio.moderation.models import Case
from regio.notifications.models import Notice
from regio.organisations.actions import publish_organisation, remove_member, save_imprint
from regio.organisations.actions.claim import CODES_OF_PERSON, claim_by_code, send_claim_code
from regio.organisations.actions.photos import add_file
from regio.organisations.actions.registration import DRAFTS_A_DAY, register_organisation, send_for_checking
from regio.organisations.actions.team import ask_to_join
from regio.organisations.choices import Kind, Role
from regio.organisations.models import ClaimCode, JoinRequest, Membership, Organisation, Verification
from regio.organisations.tests.test_claim import code_in_mail
from regio.organisations.tests.test_imprint import SOLE
from regio.region.models import Municipality
from regio.search.models import SearchEntry

pytestmark = pytest.mark.django_db(transaction=True)
AtOnce = Callable[..., list[Any]]


def names(results: list[Any]) -> Counter[str]:
    return Counter(type(one).__name__ for one in results)


@pytest.fixture
def entry(town: Municipality) -> Organisation:
    return make_organisation("Hofladen", municipality=town, source="OSM", external_ref="n/1", email="laden@hof.example")


@pytest.fixture
def draft(town: Municipality, resident: User) -> Organisation:
    return register_organisation("Neuer Laden", kind=Kind.BUSINESS, values={"municipality": town}, by=resident)


def test_a_code_of_an_entry_is_used_once(entry: Organisation, resident: User, at_once: AtOnce) -> None:
    send_claim_code(entry, by=resident)
    code = code_in_mail()
    results = at_once(50, lambda _: claim_by_code(entry, by=resident, code=code))
    assert names(results)["Membership"] == 1
    assert set(names(results)) <= {"Membership", "CodeWrong", "Forbidden"}
    assert (Membership.objects.count(), Verification.objects.count(), Case.objects.count()) == (1, 1, 1)


def test_guesses_of_a_code_share_its_five_tries(entry: Organisation, resident: User, at_once: AtOnce) -> None:
    send_claim_code(entry, by=resident)
    code = code_in_mail()
    guesses = ["00000000"] * 49 + [code]
    results = at_once(50, lambda n: claim_by_code(entry, by=resident, code=guesses[n]))
    assert names(results)["Membership"] == Membership.objects.count() <= 1
    assert ClaimCode.objects.get().tries <= 5


def test_one_person_has_five_codes_a_day_over_all_entries(town: Municipality, resident: User, at_once: AtOnce) -> None:
    entries = [
        make_organisation(
            f"Laden {n}", municipality=town, source="OSM", external_ref=f"n/{n}", email=f"{n}@hof.example"
        )
        for n in range(20)
    ]
    results = at_once(20, lambda n: send_claim_code(entries[n], by=resident))
    assert names(results) == {"NoneType": CODES_OF_PERSON, "TooMany": 20 - CODES_OF_PERSON}


def test_fifty_who_publish_at_once_publish_once(shop: Organisation, shopkeeper: User, at_once: AtOnce) -> None:
    save_imprint(shop, values=SOLE, by=shopkeeper)
    Organisation.objects.filter(pk=shop.pk).update(published_at=None, external_ref="n/1", source="OSM")
    people = [make_member(shop, make_person(f"Person {n}"), role=Role.MANAGER) for n in range(50)]
    results = at_once(50, lambda n: publish_organisation(shop, by=people[n]).published_at)
    assert len(set(results)) == 1 and results[0] is not None
    assert Entry.objects.filter(deed="organisations.published").count() == 1
    assert SearchEntry.objects.filter(kind="organisation").count() == 1


def test_of_managers_who_all_leave_at_once_one_stays(town: Municipality, at_once: AtOnce) -> None:
    choir = make_organisation("Chor", municipality=town)
    people = [make_member(choir, make_person(f"Person {n}"), role=Role.MANAGER) for n in range(50)]
    results = at_once(50, lambda n: remove_member(choir, person=people[n], by=people[n]))
    assert names(results) == {"NoneType": 49, "LastManager": 1}
    assert Membership.objects.get(organisation=choir).role == Role.MANAGER


def test_without_the_lock_nobody_would_be_left(town: Municipality, at_once: AtOnce) -> None:
    """What the lock on the organisation's row prevents: everybody sees another manager who is just leaving."""

    def naive(person: User) -> bool:
        with transaction.atomic():
            others = Membership.objects.filter(organisation=choir, role=Role.MANAGER).exclude(person=person)
            return bool(others.exists() and Membership.objects.filter(organisation=choir, person=person).delete())

    for number in range(20):
        choir = make_organisation(f"Chor {number}", municipality=town)
        people = [make_member(choir, make_person(f"P {number} {n}"), role=Role.MANAGER) for n in range(4)]
        at_once(4, lambda n: naive(people[n]))  # noqa: B023 ends before the next round
        if not Membership.objects.filter(organisation=choir).exists():
            return
    pytest.fail("twenty times nobody was faster: this machine hides the race")


def test_fifty_photos_at_once_fill_the_room_and_no_more(
    shop: Organisation, shopkeeper: User, at_once: AtOnce, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    for _ in range(MOST_FILES["photo"] - 3):
        add_file(shop, upload(picture()), by=shopkeeper, purpose="photo")
    results = at_once(50, lambda _: add_file(shop, upload(picture()), by=shopkeeper, purpose="photo"))
    assert names(results) == {"File": 3, "TooManyFiles": 47}
    assert sorted(File.objects.values_list("position", flat=True)) == list(range(MOST_FILES["photo"]))


def test_a_person_has_so_many_files_a_day_over_all_records(
    town: Municipality, resident: User, at_once: AtOnce, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(file, "MOST_A_DAY", 5)
    shops = [make_organisation(f"Laden {n}", municipality=town) for n in range(20)]
    for shop in shops:
        make_member(shop, resident, role=Role.MANAGER)
    results = at_once(20, lambda n: add_file(shops[n], upload(picture()), by=resident, purpose="photo"))
    assert names(results) == {"File": 5, "TooManyToday": 15}


def test_a_form_sent_fifty_times_makes_five_drafts(town: Municipality, resident: User, at_once: AtOnce) -> None:
    values = {"municipality": town}
    results = at_once(50, lambda _: register_organisation("Laden", kind=Kind.BUSINESS, values=values, by=resident))
    assert names(results) == {"Organisation": DRAFTS_A_DAY, "TooMany": 50 - DRAFTS_A_DAY}
    assert len(set(Organisation.objects.values_list("slug", flat=True))) == DRAFTS_A_DAY


def test_a_draft_sent_fifty_times_is_checked_once(draft: Organisation, resident: User, at_once: AtOnce) -> None:
    save_imprint(draft, values=SOLE, by=resident)
    results = at_once(50, lambda _: send_for_checking(draft, by=resident, statement="x", proof="call").pk)
    assert set(results) == {Case.objects.get().pk}


def test_asking_to_join_fifty_times_is_one_request(
    shop: Organisation, shopkeeper: User, neighbour: User, at_once: AtOnce
) -> None:
    results = at_once(50, lambda n: ask_to_join(shop, statement=f"Bitte {n}", by=neighbour).pk)
    assert set(results) == {JoinRequest.objects.get().pk}
    assert Notice.objects.filter(person=shopkeeper, kind="organisations.join_asked").count() == 1
