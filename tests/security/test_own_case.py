"""Nobody decides about themselves, and what a decision took down comes back by no other way."""

import pytest

from conftest import make_member, make_organisation, make_person
from regio.accounts.models import User
from regio.core.errors import Forbidden
from regio.moderation.actions import decide, open_case
from regio.moderation.errors import OwnCase
from regio.moderation.tests.conftest import make_moderator
from regio.organisations.actions.claim import ABOUT, CODE_CLAIM, claim_organisation
from regio.organisations.actions.decisions import carry_out_code_claim
from regio.organisations.actions.imprint import save_imprint
from regio.organisations.actions.membership import remove_member
from regio.organisations.actions.merge import merge_organisations
from regio.organisations.actions.publication import hide_organisation, publish_organisation, restore_organisation
from regio.organisations.actions.registration import register_organisation, send_for_checking
from regio.organisations.actions.team import answer_join_request, invite
from regio.organisations.choices import Kind, Role
from regio.organisations.errors import Hidden, Merged, NotVerified
from regio.organisations.models import Invitation, JoinRequest, Membership, Organisation, Verification
from regio.organisations.tests.test_imprint import SOLE
from regio.region.models import Municipality


@pytest.fixture
def verifier(town: Municipality) -> User:
    """Verifies in the town, and in no other Gemeinde."""
    return make_moderator("Vera Verifier", place=town)


def test_a_verifier_does_not_confirm_their_own_organisation(town: Municipality, verifier: User) -> None:
    own = register_organisation("Veras Laden", kind=Kind.BUSINESS, values={"municipality": town}, by=verifier)
    save_imprint(own, values=SOLE, by=verifier)
    with pytest.raises(NotVerified):
        publish_organisation(own, by=verifier)
    case = send_for_checking(own, by=verifier, statement="Mein Laden", proof="call")
    with pytest.raises(OwnCase):
        decide(case, outcome="accept", reasons="", by=verifier)
    own.refresh_from_db()
    assert own.published_at is None
    assert not Verification.objects.exists()


def test_a_verifier_lets_themselves_into_no_organisation(shop: Organisation, shopkeeper: User, verifier: User) -> None:
    with pytest.raises(Forbidden):
        invite(shop, email=verifier.email.upper(), role=Role.MANAGER, by=verifier)
    asked = JoinRequest.objects.create(organisation=shop, person=verifier)
    with pytest.raises(Forbidden):
        answer_join_request(asked, role=Role.MANAGER, by=verifier)
    assert not Invitation.objects.exists()
    assert Membership.objects.get().person == shopkeeper


def test_a_verifier_decides_in_their_gemeinde_only(office: Organisation, resident: User, verifier: User) -> None:
    case = claim_organisation(office, by=resident, statement="Meins", proof="call")
    with pytest.raises(Forbidden):
        decide(case, outcome="accept", reasons="", by=verifier)
    for deed in (
        lambda: publish_organisation(office, by=verifier),
        lambda: merge_organisations(office, office, by=verifier),
        lambda: invite(office, email="jemand@test.example", role=Role.MEMBER, by=verifier),
    ):
        with pytest.raises(Forbidden):
            deed()
    assert not Membership.objects.exists()


def test_what_is_hidden_is_not_sent_for_checking(shop: Organisation, shopkeeper: User, settings: object) -> None:
    settings.PUBLISH_BEFORE_CHECK = True
    save_imprint(shop, values=SOLE, by=shopkeeper)
    hide_organisation(shop, by=None)
    with pytest.raises(Hidden):
        send_for_checking(shop, by=shopkeeper, statement="Bitte", proof="call")
    shop.refresh_from_db()
    assert shop.published_at is None


def test_what_is_hidden_is_not_merged_into_what_is_public(shop: Organisation, town: Municipality) -> None:
    other = make_organisation("Morgenröte", municipality=town)
    hide_organisation(shop, by=None)
    with pytest.raises(Hidden):
        merge_organisations(other, shop, by=None)


def test_what_was_merged_away_comes_back_by_no_decision(
    shop: Organisation, town: Municipality, resident: User, owner: User
) -> None:
    away = make_organisation("Morgenröte", municipality=town, source="OSM", external_ref="node/9")
    make_member(away, resident, role=Role.MANAGER)
    case = open_case(CODE_CLAIM, by=None, about=(ABOUT, str(away.pk)), label="x", data={"person": resident.pk})
    merge_organisations(shop, away, by=None)
    carry_out_code_claim(case, "undo", owner)
    hide_organisation(away, by=None)
    restore_organisation(away, by=None)
    with pytest.raises(Merged):
        publish_organisation(away, by=None)
    away.refresh_from_db()
    assert away.published_at is None


def test_who_was_removed_is_not_concerned_and_who_belongs_is(shop: Organisation, shopkeeper: User) -> None:
    """A member of the organisation decides no case about it, whatever their duty."""
    second = make_moderator("Sven Second")
    make_member(shop, second, role=Role.MEMBER)
    case = claim_organisation(shop, by=make_person("Klara Kern"), statement="Meins", proof="call")
    with pytest.raises(OwnCase):
        decide(case, outcome="refuse", reasons="Nein.", by=second)
    remove_member(shop, person=second, by=shopkeeper)
    assert decide(case, outcome="refuse", reasons="Nein.", by=second).outcome == "refuse"
