"""What becomes of organisations whose only person goes (docs/decisions/0006)."""

import pytest

from conftest import make_member, make_person
from regio.accounts.models import User
from regio.moderation.actions import report
from regio.moderation.models import Case
from regio.organisations.actions import publish_organisation, save_imprint
from regio.organisations.actions.claim import ABOUT
from regio.organisations.actions.person import erase_person
from regio.organisations.actions.registration import register_organisation
from regio.organisations.choices import Role
from regio.organisations.models import OldAddress, Organisation
from regio.organisations.tests.test_imprint import SOLE
from regio.region.models import Municipality


def test_last_manager_who_is_erased_leaves_a_case(shop: Organisation, shopkeeper: User) -> None:
    save_imprint(shop, values=SOLE, by=shopkeeper)
    make_member(shop, make_person("Egon Editor"), role=Role.EDITOR)
    for _time in range(2):
        erase_person(shopkeeper)
    shop.refresh_from_db()
    assert shop.published_at is None
    assert not hasattr(shop, "imprint")
    assert Case.objects.get().kind == "organisations.orphan"


def _registered(town: Municipality, by: User) -> Organisation:
    found = register_organisation(
        "Keramik Rosa", kind="business", values={"municipality": town, "city": "Bahlingen"}, by=by
    )
    Organisation.objects.filter(pk=found.pk).update(description="Rosa töpfert", lat=48.1, lon=7.7)
    OldAddress.objects.create(slug="rosa-keramik", organisation=found)
    return found


@pytest.mark.parametrize("is_public", [True, False])
def test_own_business_goes_with_its_only_person(town: Municipality, resident: User, is_public: bool) -> None:
    own = _registered(town, resident)
    if is_public:
        save_imprint(own, values=SOLE, by=resident)
        publish_organisation(own, by=None)
        report((ABOUT, str(own.pk)), by=make_person("Nora Nachbar"), reason="wrong", statement="Stimmt nicht")
    erase_person(resident)
    own.refresh_from_db()
    assert (own.name, own.slug, own.published_at) == ("Gelöschter Eintrag", f"-{own.pk}", None)
    assert {getattr(own, field) for field in ("description", "city", "lat", "phone")} == {"", None}
    assert not own.old_addresses.exists() and not hasattr(own, "imprint")
    assert set(Case.objects.values_list("label", "url")) <= {("Gelöschter Eintrag", "")}


def test_business_of_a_source_keeps_its_name_out_of_view(shop: Organisation, shopkeeper: User) -> None:
    Organisation.objects.filter(pk=shop.pk).update(external_ref="node/7", description="Rosa backt")
    save_imprint(shop, values=SOLE, by=shopkeeper)
    erase_person(shopkeeper)
    kept = Organisation.objects.get(pk=shop.pk)
    assert (kept.name, kept.slug, kept.description, kept.published_at) == (shop.name, shop.slug, "", None)


def test_company_stays_for_the_desk(shop: Organisation, shopkeeper: User) -> None:
    Organisation.objects.filter(pk=shop.pk).update(description="Wir backen")
    erase_person(shopkeeper)
    kept = Organisation.objects.get(pk=shop.pk)
    assert (kept.description, kept.published_at is None) == ("Wir backen", False)
