"""Owners and pages of the tests."""

import pytest

from conftest import make_person
from regio.accounts.models import User
from regio.organisations.models import Organisation
from regio.pages.actions import create_page, publish_page, save_draft
from regio.pages.documents import Content, Owner, fresh
from regio.pages.models import Page
from regio.pages.registry import kind_of
from regio.region.choices import Duty
from regio.region.models import Municipality, OwnerRole


def owner(kind: str, key: object) -> Owner:
    registered = kind_of(kind)
    assert registered
    return registered.of([str(key)])[str(key)]


def text_block(text: str) -> dict[str, object]:
    return fresh("text") | {"text": text}


def make_page(of: Owner, title: str, text: str = "Ein Text.", *, kind: str = "page", is_published: bool = True) -> Page:
    page = create_page(of, kind=kind, title=title, by=None)
    page = save_draft(page, Content(title=title, blocks=[text_block(text)]), revision=page.revision, by=None)
    return publish_page(page, by=None) if is_published else page


@pytest.fixture
def town_owner(town: Municipality) -> Owner:
    return owner("municipality", town.pk)


@pytest.fixture
def shop_owner(shop: Organisation) -> Owner:
    return owner("organisation", shop.pk)


@pytest.fixture
def town_editor(town: Municipality) -> User:
    """Writes for the Gemeinde `town` only."""
    person = make_person("Tara Town")
    OwnerRole.objects.create(person=person, duty=Duty.EDITOR, municipality=town)
    return person


def places_of_pages(shop: Organisation, town: Municipality) -> dict[str, object]:
    """For tests that ask every address there is: a page of the shop, and one of the Gemeinde."""
    page = make_page(owner("organisation", shop.pk), "Backkurs")
    make_page(owner("municipality", town.pk), "Freibad")
    names = ("of_municipality", "news_of_municipality", "feed_of_municipality")
    return {
        "pages.id": page.pk,
        "pages.path": "verzeichnis",
        "pages.address": shop.slug,
        "pages.slug": "backkurs",
        "pages.number": 1,
        "pages:of_municipality.slug": "freibad",
        **{f"pages:{name}.address": town.slug for name in names},
    }
