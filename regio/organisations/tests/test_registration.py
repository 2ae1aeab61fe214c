from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from conftest import make_organisation
from regio.accounts.models import User
from regio.core.errors import TooMany
from regio.moderation.actions import decide
from regio.moderation.models import Case
from regio.organisations.actions import hide_organisation, publish_organisation, restore_organisation, save_imprint
from regio.organisations.actions.registration import register_organisation, send_for_checking
from regio.organisations.choices import Kind
from regio.organisations.errors import Hidden, NotComplete, NotVerified
from regio.organisations.models import Membership, Organisation
from regio.organisations.tests.test_imprint import SOLE
from regio.region.models import Municipality
from regio.search.models import SearchEntry

FIRST = {"name": "Hofladen Sonne", "gemeinde": "emmendingen", "street": "Weg", "housenumber": "1"}


@pytest.fixture
def draft(town: Municipality, resident: User) -> Organisation:
    return register_organisation("Neuer Laden", kind=Kind.BUSINESS, values={"municipality": town}, by=resident)


def test_a_draft_is_seen_by_its_manager_only(
    draft: Organisation, resident: User, as_user: Callable[[User], Client]
) -> None:
    assert as_user(resident).get(f"/verzeichnis/{draft.slug}/").status_code == 200
    assert Client().get(f"/verzeichnis/{draft.slug}/").status_code == 404
    assert Membership.objects.get().person == resident


def test_nothing_new_is_public_before_the_desk_has_looked(draft: Organisation, resident: User, owner: User) -> None:
    with pytest.raises(NotComplete):
        send_for_checking(draft, by=resident, statement="x", proof="call")
    save_imprint(draft, values=SOLE, by=resident)
    with pytest.raises(NotVerified):
        publish_organisation(draft, by=resident)
    case = send_for_checking(draft, by=resident, statement="x", proof="call")
    assert not SearchEntry.objects.exists()
    decide(case, outcome="accept", reasons="", by=owner)
    draft.refresh_from_db()
    assert draft.published_at is not None
    assert SearchEntry.objects.get().key == str(draft.pk)


def test_refused_stays_a_draft(draft: Organisation, resident: User, owner: User) -> None:
    save_imprint(draft, values=SOLE, by=resident)
    case = send_for_checking(draft, by=resident, statement="x", proof="call")
    decide(case, outcome="refuse", reasons="Gibt es nicht.", by=owner)
    draft.refresh_from_db()
    assert draft.published_at is None
    with pytest.raises(NotVerified):
        publish_organisation(draft, by=resident)


def test_owner_may_choose_to_check_afterwards(draft: Organisation, resident: User, owner: User, settings: Any) -> None:
    settings.PUBLISH_BEFORE_CHECK = True
    save_imprint(draft, values=SOLE, by=resident)
    case = send_for_checking(draft, by=resident, statement="x", proof="call")
    draft.refresh_from_db()
    assert draft.published_at is not None
    decide(case, outcome="refuse", reasons="Gibt es nicht.", by=owner)
    draft.refresh_from_db()
    assert draft.published_at is None
    assert not SearchEntry.objects.exists()


def test_drafts_are_few(town: Municipality, resident: User) -> None:
    for number in range(5):
        register_organisation(f"Laden {number}", kind=Kind.BUSINESS, values={"municipality": town}, by=resident)
    with pytest.raises(TooMany):
        register_organisation("Laden", kind=Kind.BUSINESS, values={"municipality": town}, by=resident)
    assert Organisation.objects.count() == 5


def test_name_of_an_address_of_the_room_is_no_address(town: Municipality, resident: User) -> None:
    made = register_organisation("Eintragen", kind=Kind.BUSINESS, values={"municipality": town}, by=resident)
    assert made.slug != "eintragen"


def test_wizard_offers_what_is_here_already(
    town: Municipality, resident: User, as_user: Callable[[User], Client]
) -> None:
    make_organisation("Hofladen Sonne", municipality=town, lat=48.1, lon=7.8)
    browser = as_user(resident)
    offered = browser.post("/verzeichnis/eintragen/", FIRST).content.decode()
    assert "/verzeichnis/hofladen-sonne/uebernehmen/" in offered
    assert 'name="kind"' not in offered
    asked = browser.post("/verzeichnis/eintragen/", {**FIRST, "neu": "1"}).content.decode()
    assert 'name="kind"' in asked
    assert 'value="Hofladen Sonne"' in asked
    assert Organisation.objects.count() == 1
    answer = browser.post("/verzeichnis/eintragen/", {**FIRST, "kind": "business", "category": "Hofladen"})
    made = Organisation.objects.get(category="Hofladen")
    assert answer.url == f"/verzeichnis/{made.slug}/bearbeiten/impressum/"
    assert (made.published_at, made.municipality) == (None, town)


def test_wizard_asks_at_once_when_nothing_is_alike(
    town: Municipality, resident: User, as_user: Callable[[User], Client]
) -> None:
    browser = as_user(resident)
    assert 'name="kind"' in browser.post("/verzeichnis/eintragen/", FIRST).content.decode()
    assert browser.post("/verzeichnis/eintragen/", {"name": "x"}).status_code == 409
    assert not Organisation.objects.exists()


def test_page_of_publication_says_what_is_next(
    draft: Organisation, resident: User, as_user: Callable[[User], Client]
) -> None:
    browser, here = as_user(resident), f"/verzeichnis/{draft.slug}/bearbeiten/veroeffentlichen/"
    assert "/bearbeiten/impressum/" in browser.get(here).content.decode()
    save_imprint(draft, values=SOLE, by=resident)
    assert 'name="proof"' in browser.get(here).content.decode()
    assert browser.post(here, {"proof": "call", "statement": "Ich"}).url == here
    assert f"/melden/{Case.objects.get().pk}/" in browser.get(here).content.decode()


def test_hidden_is_hidden_until_restored(shop: Organisation, shopkeeper: User, owner: User, client: Client) -> None:
    save_imprint(shop, values=SOLE, by=shopkeeper)
    for _time in range(2):
        hide_organisation(shop, by=owner)
    assert client.get(f"/verzeichnis/{shop.slug}/").status_code == 404
    with pytest.raises(Hidden):
        publish_organisation(shop, by=shopkeeper)
    for _time in range(2):
        restore_organisation(shop, by=owner)
    assert client.get(f"/verzeichnis/{shop.slug}/").status_code == 200
