"""Whose whole name is seen by whom: full near, initial far (FIELD 12)."""

from uuid import uuid4

import pytest

from conftest import make_member, make_municipality, make_person
from regio.accounts.choices import FarName
from regio.accounts.models import User
from regio.accounts.queries import far_name, shown_name
from regio.accounts.rules import is_near, people_near
from regio.chat.actions import open_conversation, send_message
from regio.organisations.choices import Role
from regio.organisations.models import Organisation
from regio.region.models import Municipality


@pytest.fixture
def people(
    resident: User, neighbour: User, shopkeeper: User, clerk: User, shop: Organisation, office: Organisation
) -> list[User]:
    """Some near, some far, one colleague, one who wrote, one locked, one without a place."""
    far = make_municipality("Freiburg", "08311000", lat=47.99, lon=7.84)
    edge = make_municipality("Ohne Lage", "08316099")
    nina, wanda, emil = (
        make_person("Nina Nowhere"),
        make_person("Wanda Weit", home=far),
        make_person("Emil Edge", home=edge),
    )
    make_member(shop, wanda, role=Role.MEMBER)
    letter = open_conversation(office, by=emil)
    send_message(letter, by=emil, text="Guten Tag", id=uuid4(), for_organisation=False)
    open_conversation(office, by=nina)  # opened, nothing written
    locked = make_person("Lotte Locked", home=resident.home)
    User.objects.filter(pk=locked.pk).update(is_active=False)
    User.objects.filter(pk=neighbour.pk).update(radius_km=20)
    return list(User.objects.order_by("pk"))


def test_rule_and_its_twin_agree_for_everybody(people: list[User]) -> None:
    for viewer in [None, *people]:
        by_rule = {person.pk for person in people if is_near(viewer, person)}
        assert set(User.objects.filter(people_near(viewer)).values_list("pk", flat=True)) == by_rule, viewer


def test_whole_name_is_seen_near_by_colleagues_and_by_whom_one_wrote_to(people: list[User]) -> None:
    by_name = {person.name: person for person in people}

    def seen(viewer: str, person: str) -> str:
        return shown_name(by_name[person], viewer=by_name[viewer])

    assert seen("Rosa Resident", "Nico Neighbour") == "Nico Neighbour"  # within her radius
    assert seen("Rosa Resident", "Wanda Weit") == "Wanda W."
    assert seen("Nina Nowhere", "Rosa Resident") == "Rosa R."
    assert seen("Sina Shopkeeper", "Wanda Weit") == "Wanda Weit"  # the same shop
    assert seen("Clara Clerk", "Emil Edge") == "Emil Edge"  # wrote to her office
    assert seen("Clara Clerk", "Nina Nowhere") == "Nina N."
    assert shown_name(by_name["Rosa Resident"], viewer=None) == "Rosa R."


@pytest.mark.parametrize(
    ("name", "choice", "far"),
    [
        ("Rosa Resident", FarName.FIRST, "Rosa R."),
        ("Rosa Maria von Resident", FarName.FIRST, "Rosa R."),
        ("Rosa", FarName.FIRST, "Rosa"),
        ("Rosa Resident", FarName.INITIALS, "R. R."),
        ("Rosa", FarName.INITIALS, "R."),
        ("Rosa Resident", FarName.FULL, "Rosa Resident"),
    ],
)
def test_everybody_chooses_how_far_people_see_them(name: str, choice: str, far: str) -> None:
    assert far_name(User(name=name, far_name=choice)) == far


def test_own_gemeinde_is_near_even_without_coordinates(people: list[User]) -> None:
    emil = next(person for person in people if person.name == "Emil Edge")
    twin = make_person("Erna Edge", home=Municipality.objects.get(name="Ohne Lage"))
    assert shown_name(emil, viewer=twin) == "Emil Edge"
