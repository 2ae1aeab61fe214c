"""First steps are worked out from what is there, and stay away once they were put away."""

from collections.abc import Callable

from django.test import Client

from regio.accounts.models import User
from regio.core import privacy
from regio.organisations.actions.follow import follow
from regio.organisations.models import Organisation
from regio.portal.models import Dismissal
from regio.portal.panels import begun, guides_of

As = Callable[[User], Client]


def done(person: User) -> dict[str, list[bool]]:
    return {guide.name: [step.is_done for step in guide.steps] for guide in guides_of(person)}


def test_steps_of_a_resident_follow_what_they_did(resident: User, shop: Organisation) -> None:
    assert done(resident) == {"resident": [True, False, False]}
    follow(shop, by=resident)
    assert done(resident) == {"resident": [True, False, True]}


def test_steps_of_a_shop_see_what_is_filled_in(shopkeeper: User, shop: Organisation) -> None:
    name = f"organisation-{shop.pk}"
    assert done(shopkeeper)[name][2] is False
    Organisation.objects.filter(pk=shop.pk).update(opening_hours="Mo-Fr 09:00-18:00")
    assert done(shopkeeper)[name][2] is True


def test_a_list_that_was_put_away_stays_away_until_asked_for(resident: User, neighbour: User, as_user: As) -> None:
    client = as_user(resident)
    assert client.post("/mein/erste-schritte/", {"away": "resident"}).url == "/mein/"
    client.post("/mein/erste-schritte/", {"away": "resident"})
    client.post("/mein/erste-schritte/", {"away": "no such list"})
    assert list(Dismissal.objects.values_list("person", "guide")) == [(resident.pk, "resident")]
    assert guides_of(resident) == [] and done(neighbour)
    client.post("/mein/erste-schritte/", {"again": "1"})
    assert done(resident)


def test_desk_shows_the_steps(resident: User, as_user: As) -> None:
    assert 'value="resident"' in as_user(resident).get("/mein/erste-schritte/").content.decode()


def test_a_county_with_few_entries_says_so(shop: Organisation) -> None:
    assert begun(24) is not None and begun(25) is None
    assert "/verzeichnis/eintragen/" in Client().get("/").content.decode()


def test_export_and_erasure(resident: User, as_user: As) -> None:
    as_user(resident).post("/mein/erste-schritte/", {"away": "resident"})
    parts = {part.path: part.content for part in privacy.export_of(resident)}
    assert [row["list"] for row in parts["portal/first_steps.json"]] == ["resident"]
    next(handler for handler in privacy.handlers() if handler.room == "portal").erase(resident)
    assert not Dismissal.objects.exists()
