"""The edit hub: what comes next, what the desk has decided, what the region is asked; and the way there without an account."""

from collections.abc import Callable

import pytest
from django.test import Client

from conftest import make_member, make_organisation, make_person
from regio.accounts.models import User
from regio.audit.models import Entry
from regio.moderation.actions import decide, report
from regio.moderation.models import Case
from regio.notifications.models import Notice
from regio.organisations import actions
from regio.organisations.actions import save_imprint
from regio.organisations.actions.claim import claim_organisation
from regio.organisations.actions.registration import register_organisation, send_for_checking
from regio.organisations.actions.work_now import call_region
from regio.organisations.choices import Kind, Role
from regio.organisations.models import Membership, Organisation
from regio.organisations.queries.steps import way_of
from regio.organisations.tests.test_imprint import SOLE
from regio.region.models import Municipality

As = Callable[[User], Client]


def hub(client: Client, organisation: Organisation) -> str:
    answer = client.get(f"/verzeichnis/{organisation.slug}/bearbeiten/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_next_step_follows_what_is_there(shop: Organisation, shopkeeper: User, as_user: As) -> None:
    client = as_user(shopkeeper)
    assert f'href="/verzeichnis/{shop.slug}/bearbeiten/impressum/"' in hub(client, shop).split("e-groups")[0]
    save_imprint(shop, values=SOLE, by=shopkeeper)
    assert (way_of(shop).done, way_of(shop).next.section) == (1, "photos")  # type: ignore[union-attr]
    Organisation.objects.update(picture="baeckerei")
    assert f'href="/verzeichnis/{shop.slug}/bearbeiten/zeiten/"' in hub(client, shop).split("e-groups")[0]


def test_nobody_is_sent_where_they_may_not_go(shop: Organisation, shopkeeper: User, as_user: As) -> None:
    editor = make_person("Eda Editor")
    make_member(shop, editor, role=Role.EDITOR)
    client = as_user(editor)
    told = hub(client, shop).split("e-groups")[0]
    assert "/bearbeiten/impressum/" not in told
    assert f'href="/verzeichnis/{shop.slug}/bearbeiten/fotos/"' in told


def test_while_the_desk_checks_the_next_thing_comes_next(
    shop: Organisation, resident: User, town: Municipality
) -> None:
    made = register_organisation(
        "Backstube", kind=Kind.BUSINESS, values={"municipality_id": town.pk, "category": "Bäckerei"}, by=resident
    )
    save_imprint(made, values=SOLE, by=resident)
    assert way_of(made).next.url == f"/verzeichnis/{made.slug}/bearbeiten/veroeffentlichen/"  # type: ignore[union-attr]
    send_for_checking(made, by=resident, statement="Ich bin die Inhaberin.", proof="call")
    assert way_of(made).next.section == "photos"  # type: ignore[union-attr]


def test_hidden_page_says_why_and_leads_to_the_decision(
    shop: Organisation, shopkeeper: User, resident: User, owner: User, as_user: As
) -> None:
    helper = make_person("Hilde Helferin")
    make_member(shop, helper, role=Role.EDITOR)
    what = ("organisations.organisation", str(shop.pk))
    case = report(what, by=resident, statement="Das stimmt nicht.", reason="other").case
    decide(case, outcome="hide", reasons="Die Anschrift ist falsch.", ground="terms", by=owner)
    told = hub(as_user(shopkeeper), shop)
    assert "Die Anschrift ist falsch." in told
    assert f'href="/melden/{case.pk}/"' in told
    told = hub(as_user(helper), shop)
    assert "Die Anschrift ist falsch." in told
    assert f"/melden/{case.pk}/" not in told  # who was no party cannot open it
    assert Case.objects.get().reasons not in Client().get(f"/verzeichnis/{shop.slug}/").content.decode()


def test_call_of_the_region_stands_in_the_hub_until_it_is_answered(
    shop: Organisation, shopkeeper: User, owner: User, as_user: As
) -> None:
    client = as_user(shopkeeper)
    assert "Hochwasser" not in hub(client, shop)
    call_region("Hochwasser: Wie arbeiten Sie?", by=owner)
    assert "Hochwasser" in hub(client, shop)
    actions.say_work_now(shop, ways=("delivery",), by=shopkeeper)
    assert "Hochwasser" not in hub(client, shop)


def test_accepted_claim_leads_on_to_the_hub(town: Municipality, resident: User, owner: User, as_user: As) -> None:
    entry = make_organisation("Hofladen", municipality=town, source="OSM", external_ref="node/1")
    case = claim_organisation(entry, by=resident, statement="Mein Laden", proof="call")
    decide(case, outcome="accept", reasons="", by=owner)
    notice = Notice.objects.get(person=resident, kind="moderation.decided")
    assert notice.url == f"/verzeichnis/{entry.slug}/bearbeiten/"
    assert "bisherigen" not in notice.text and "present" not in notice.text  # there were none
    assert f'href="{notice.url}"' in as_user(resident).get(f"/melden/{case.pk}/").content.decode()


@pytest.mark.parametrize("outcome", ["refuse", "accept"])
def test_who_is_not_in_yet_is_not_sent_to_the_hub(
    outcome: str, shop: Organisation, shopkeeper: User, resident: User, owner: User
) -> None:
    case = claim_organisation(shop, by=resident, statement="Mein Laden", proof="call")
    decide(case, outcome=outcome, reasons="Darum.", by=owner)  # accept: those who look after it are asked
    assert Notice.objects.get(person=resident, kind="moderation.decided").url == f"/melden/{case.pk}/"
    assert not Membership.objects.filter(person=resident).exists()


def test_strangers_see_how_it_goes_and_change_nothing(shop: Organisation) -> None:
    path = f"/verzeichnis/{shop.slug}/uebernehmen/"
    told = Client().get(path).content.decode()
    assert f"/konto/registrieren/?next={path}" in told
    assert shop.name in told
    answer = Client().post(path, {"proof": "call", "statement": "Meins"})
    assert f"/konto/registrieren/?next={path}" in answer.content.decode()
    Organisation.objects.update(published_at=None)
    assert Client().get(path).status_code == 404
    assert not Case.objects.exists()
    assert not Entry.objects.filter(deed="organisations.claimed").exists()


def test_team_of_a_complete_page_is_told_of_the_sign_at_first(
    shop: Organisation, shopkeeper: User, as_user: As
) -> None:
    save_imprint(shop, values=SOLE, by=shopkeeper)
    Organisation.objects.update(
        picture="baeckerei", opening_hours="Mo-Fr 09:00-18:00", description="Brot", street="Markt", phone="07641 1"
    )
    assert "bearbeiten/schild/" not in hub(as_user(shopkeeper), shop).split("e-groups")[0]
    as_user(shopkeeper).post(f"/seiten/verzeichnis/{shop.slug}/", {"kind": "page", "title": "Unser Brot"})
    assert f'href="/verzeichnis/{shop.slug}/bearbeiten/schild/"' in hub(as_user(shopkeeper), shop).split("e-groups")[0]
    Membership.objects.update(since="2020-01-01T00:00:00Z")
    assert "/bearbeiten/schild/" not in hub(as_user(shopkeeper), shop).split("e-groups")[0]
