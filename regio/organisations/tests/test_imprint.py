from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.test import Client

from conftest import make_member, make_organisation
from regio.accounts.models import User
from regio.audit.models import Entry
from regio.core.errors import Forbidden
from regio.organisations.actions import publish_organisation, save_imprint
from regio.organisations.choices import Kind, LegalForm, Role
from regio.organisations.errors import ImprintNeeded, NotComplete
from regio.organisations.models import Imprint, Organisation
from regio.organisations.queries.imprint import FORMS, gaps_of, imprint_gaps, required_in_imprint
from regio.region.models import Municipality
from regio.search.models import SearchEntry

SOLE: Mapping[str, Any] = {
    "legal_form": "sole",
    "legal_name": "Sina Shopkeeper",
    "street": "Weg 1",
    "postcode": "79312",
    "city": "Emmendingen",
    "email": "sina@test.example",
    "phone": "07641 12345",
    "is_trader_certified": True,
}
FIELDS = dict.fromkeys(("legal_name", "street", "postcode", "city", "representatives", "email", "phone"), "x")


def complete(organisation: Organisation, **values: Any) -> Imprint:
    return save_imprint(organisation, values={**SOLE, **values}, by=None)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_can_be_complete_in_each_of_its_forms(kind: Kind) -> None:
    for form in FORMS[kind]:
        imprint = Imprint(**{field: "x" for field in required_in_imprint(kind, form) if field != "trader_certified_at"})
        imprint.legal_form = form
        left = [gap.field for gap in gaps_of(kind, imprint)]
        assert left == (["trader_certified_at"] if kind in (Kind.BUSINESS, Kind.PARTNER) else [])


@pytest.mark.parametrize(
    ("kind", "form", "wanted", "spared"),
    [
        ("business", "sole", {"phone", "trader_certified_at"}, {"representatives", "register_number"}),
        ("business", "company", {"representatives", "register_court", "register_number"}, {"content_responsible"}),
        ("association", "ev", {"register_number", "representatives"}, {"phone", "trader_certified_at"}),
        ("association", "informal", {"representatives"}, {"register_number"}),
        ("media", "sole", {"content_responsible"}, {"trader_certified_at"}),
        ("administration", "public", {"representatives"}, {"register_number", "phone"}),
        ("partner", "company", {"trader_certified_at", "phone"}, {"content_responsible"}),
    ],
)
def test_duties_follow_kind_and_legal_form(kind: str, form: str, wanted: set[str], spared: set[str]) -> None:
    required = set(required_in_imprint(kind, form))
    assert wanted <= required
    assert not spared & required


def test_legal_form_of_another_kind_is_a_gap() -> None:
    imprint = Imprint(legal_form=LegalForm.PUBLIC, **FIELDS)
    assert [gap.field for gap in gaps_of(Kind.ASSOCIATION, imprint)] == ["legal_form"]


def test_nothing_is_public_before_the_imprint_is_complete(town: Municipality, shopkeeper: User, client: Client) -> None:
    draft = make_organisation("Neu", municipality=town, published_at=None, external_ref="x/1")
    make_member(draft, shopkeeper, role=Role.MANAGER)
    save_imprint(draft, values={**SOLE, "phone": ""}, by=shopkeeper)
    with pytest.raises(NotComplete):
        publish_organisation(draft, by=shopkeeper)
    assert client.get("/verzeichnis/neu/").status_code == client.get("/verzeichnis/neu/impressum/").status_code == 404
    assert not SearchEntry.objects.exists()
    save_imprint(draft, values={"phone": "07641 1"}, by=shopkeeper)
    publish_organisation(draft, by=shopkeeper)
    assert client.get("/verzeichnis/neu/").status_code == 200
    assert SearchEntry.objects.get().key == str(draft.pk)


def test_what_the_law_asks_cannot_be_taken_out_again(shop: Organisation, shopkeeper: User) -> None:
    complete(shop)
    for field in ("legal_name", "street", "email", "phone"):
        with pytest.raises(ImprintNeeded):
            save_imprint(shop, values={field: " "}, by=shopkeeper)
    with pytest.raises(ImprintNeeded):
        save_imprint(shop, values={"is_trader_certified": False}, by=shopkeeper)
    with pytest.raises(ImprintNeeded):
        save_imprint(shop, values={"legal_form": "company"}, by=shopkeeper)
    assert imprint_gaps(shop) == []
    assert Entry.objects.count() == 1


def test_old_public_pages_may_be_completed_step_by_step(shop: Organisation, shopkeeper: User) -> None:
    save_imprint(shop, values={"legal_form": "sole", "street": "Weg 1"}, by=shopkeeper)
    assert "street" not in [gap.field for gap in imprint_gaps(shop)]


def test_only_managers_and_the_desk_change_an_imprint(
    shop: Organisation, shopkeeper: User, resident: User, clerk: User, owner: User
) -> None:
    make_member(shop, resident, role=Role.EDITOR)
    for stranger in (resident, clerk):
        with pytest.raises(Forbidden):
            save_imprint(shop, values=SOLE, by=stranger)
    assert not Imprint.objects.exists()
    save_imprint(shop, values=SOLE, by=owner)
    assert Entry.objects.get().data == {
        "fields": [*(name for name in ("legal_form", *FIELDS) if name in SOLE), "trader_certified_at"]
    }


def test_form_asks_first_for_the_legal_form_and_then_only_what_it_needs(
    shop: Organisation, shopkeeper: User, as_user: Callable[[User], Client]
) -> None:
    browser, address = as_user(shopkeeper), f"/verzeichnis/{shop.slug}/bearbeiten/impressum/"
    first = browser.get(address).content.decode()
    assert 'name="rechtsform"' in first
    assert 'name="legal_name"' not in first
    second = browser.get(f"{address}?rechtsform=sole").content.decode()
    assert 'name="legal_name"' in second
    assert 'name="register_number"' not in second
    wrong = {**SOLE, "street": "Postfach 12", "is_trader_certified": "on"}
    assert browser.post(f"{address}?rechtsform=sole", wrong).status_code == 409
    assert not Imprint.objects.exists()
    answer = browser.post(f"{address}?rechtsform=sole", {**SOLE, "is_trader_certified": "on", "vat_id": "de 123456789"})
    assert answer.status_code == 302
    assert Imprint.objects.get().vat_id == "DE123456789"
    public = Client().get(f"/verzeichnis/{shop.slug}/impressum/").content.decode()
    assert "Sina Shopkeeper" in public
    assert '"vatID": "DE123456789"' in public


def test_form_of_another_kind_cannot_be_chosen(
    shop: Organisation, shopkeeper: User, as_user: Callable[[User], Client]
) -> None:
    html = (
        as_user(shopkeeper).get(f"/verzeichnis/{shop.slug}/bearbeiten/impressum/?rechtsform=informal").content.decode()
    )
    assert 'name="legal_name"' not in html


def test_entry_nobody_looks_after_says_so_instead_of_an_imprint(client: Client, town: Municipality) -> None:
    make_organisation("Laden", municipality=town, source="© OpenStreetMap contributors", external_ref="node/1")
    html = client.get("/verzeichnis/laden/impressum/").content.decode()
    assert "OpenStreetMap" in html
    assert "/verzeichnis/laden/uebernehmen/" in client.get("/verzeichnis/laden/").content.decode()
