"""Following: seen by the person only, ended with what ends, moved with what merges."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from conftest import make_organisation
from regio.accounts.models import User
from regio.core import privacy
from regio.core.errors import Forbidden
from regio.organisations.actions.follow import follow, move_followers, unfollow
from regio.organisations.actions.person import erase_person
from regio.organisations.models import Follow, Organisation
from regio.organisations.queries.follow import followed_by, news_followed_by, number_of_followers
from regio.pages.models import Page
from regio.region.models import Municipality

As = Callable[[User], Client]


def make_news(organisation: Organisation, title: str) -> Page:
    return Page.objects.create(
        owner_kind="organisation",
        owner_key=str(organisation.pk),
        municipality=organisation.municipality,
        kind="news",
        title=title,
        slug=title.lower(),
        blocks=[],
        day=timezone.localdate(),
        published_at=timezone.now(),
    )


def test_button_follows_and_ends(shop: Organisation, resident: User, as_user: As) -> None:
    client = as_user(resident)
    page = client.get(f"/verzeichnis/{shop.slug}/").content.decode()
    assert f'action="/verzeichnis/{shop.slug}/folgen/"' in page
    assert client.post(f"/verzeichnis/{shop.slug}/folgen/").url == f"/verzeichnis/{shop.slug}/"
    client.post(f"/verzeichnis/{shop.slug}/folgen/")
    assert list(Follow.objects.values_list("person", "organisation")) == [(resident.pk, shop.pk)]
    client.post(f"/verzeichnis/{shop.slug}/folgen/", {"end": "1", "list": "1"})
    assert not Follow.objects.exists()


def test_strangers_sign_in_and_come_back(shop: Organisation) -> None:
    answer = Client().get(f"/verzeichnis/{shop.slug}/folgen/")
    assert answer.url == f"/konto/anmelden/?next=/verzeichnis/{shop.slug}/folgen/"


def test_a_link_alone_follows_nobody(shop: Organisation, resident: User, as_user: As) -> None:
    assert as_user(resident).get(f"/verzeichnis/{shop.slug}/folgen/").status_code == 200
    assert not Follow.objects.exists()


def test_what_is_not_public_cannot_be_followed(town: Municipality, resident: User) -> None:
    hidden = make_organisation("Versteckt", municipality=town, published_at=None)
    with pytest.raises(Forbidden):
        follow(hidden, by=resident)
    assert not Follow.objects.exists()


def test_news_of_the_followed_only_while_they_are_public(
    shop: Organisation, office: Organisation, resident: User
) -> None:
    make_news(shop, "Brot")
    make_news(office, "Amt")
    follow(shop, by=resident)
    assert [one.page.title for one in news_followed_by(resident)] == ["Brot"]
    Organisation.objects.filter(pk=shop.pk).update(published_at=None)
    assert news_followed_by(resident) == [] and list(followed_by(resident)) == []


def test_only_its_people_see_how_many(shop: Organisation, shopkeeper: User, resident: User, as_user: As) -> None:
    follow(shop, by=resident)
    assert number_of_followers(shop) == 1
    hub = as_user(shopkeeper).get(f"/verzeichnis/{shop.slug}/bearbeiten/", headers={"accept-language": "en"})
    assert "One person follows you." in hub.content.decode()
    page = Client().get(f"/verzeichnis/{shop.slug}/", headers={"accept-language": "en"})
    assert "follows you" not in page.content.decode()


def test_merging_moves_followers_once(
    shop: Organisation, office: Organisation, resident: User, neighbour: User
) -> None:
    follow(shop, by=resident)
    follow(office, by=resident)
    follow(office, by=neighbour)
    move_followers(shop, office)
    assert set(Follow.objects.values_list("person", "organisation")) == {
        (resident.pk, shop.pk),
        (neighbour.pk, shop.pk),
    }


def test_export_and_erasure(shop: Organisation, resident: User) -> None:
    follow(shop, by=resident)
    parts = {part.path: part.content for part in privacy.export_of(resident)}
    assert [row["organisation"] for row in parts["organisations/follows.json"]] == [shop.name]
    erase_person(resident)
    assert not Follow.objects.exists()


def test_ending_is_always_possible(shop: Organisation, resident: User) -> None:
    follow(shop, by=resident)
    Organisation.objects.filter(pk=shop.pk).update(published_at=None)
    unfollow(shop, by=resident)
    assert not Follow.objects.exists()
