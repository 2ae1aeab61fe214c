from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError

from conftest import make_member, make_organisation, make_person
from regio.accounts.models import User
from regio.audit.models import Entry
from regio.core.errors import Forbidden
from regio.live import streams
from regio.organisations import rules
from regio.organisations.actions import add_member, change_role, remove_member
from regio.organisations.choices import Role
from regio.organisations.errors import LastManager, NotAMember
from regio.organisations.models import Membership, Organisation
from regio.organisations.queries import organisations_of
from regio.region.actions import grant_duty
from regio.region.choices import Duty
from regio.region.models import Municipality


@pytest.fixture
def cast(
    resident: User, shopkeeper: User, clerk: User, owner: User, shop: Organisation, town: Municipality
) -> list[User | AnonymousUser]:
    hidden = make_organisation("Entwurf", municipality=town, published_at=None)
    helper = make_member(hidden, make_person("Helga Helper"), role=Role.MEMBER)
    closed = make_member(hidden, make_person("Karl Closed"), role=Role.MANAGER)
    closed.is_active = False
    closed.save()
    return [AnonymousUser(), resident, shopkeeper, clerk, owner, helper, closed]


def test_rules_and_their_query_twins_agree_for_the_whole_cast(cast: list[User | AnonymousUser]) -> None:
    everything = list(Organisation.objects.all())
    assert len(everything) == 3
    pairs = [
        (rules.can_see_organisation, rules.visible_organisations),
        (rules.can_answer_for, rules.answerable_organisations),
    ]
    for predicate, twin in pairs:
        answers = set()
        for user in cast:
            by_rule = {found.pk for found in everything if predicate(user, found)}
            by_query = set(Organisation.objects.filter(twin(user)).values_list("pk", flat=True))
            assert by_rule == by_query, (predicate, user)
            answers.add(frozenset(by_rule))
        assert len(answers) > 1


def test_only_those_who_answer_hear_the_stream_of_an_organisation(
    cast: list[User | AnonymousUser], shop: Organisation
) -> None:
    heard = [user for user in cast if streams.can_hear(user, f"organisation-{shop.pk}")]
    assert [str(user) for user in heard] == ["Sina Shopkeeper"]
    assert not any(
        streams.can_hear(user, key) for user in cast for key in ("organisation-", "organisation-x", "organisation-²")
    )


def test_acting_for_lists_organisations_with_the_role(shop: Organisation, shopkeeper: User, resident: User) -> None:
    assert [(acting.organisation, acting.role) for acting in organisations_of(shopkeeper)] == [(shop, Role.MANAGER)]
    assert organisations_of(resident) == organisations_of(AnonymousUser()) == []


@pytest.fixture
def cuts(db: None, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """What open pages are cut from; that the hub does it is tested in tests/security/test_removed.py."""
    heard: list[tuple[str, int]] = []
    monkeypatch.setattr("regio.live.cut_on_commit", lambda stream, *, user_id: heard.append((stream, user_id)))
    return heard


def test_manager_adds_changes_and_removes(
    shop: Organisation, shopkeeper: User, resident: User, cuts: list[tuple[str, int]]
) -> None:
    add_member(shop, person=resident, role=Role.EDITOR, by=shopkeeper)
    assert rules.can_answer_for(resident, shop)
    change_role(shop, person=resident, role=Role.MANAGER, by=shopkeeper)
    change_role(shop, person=resident, role=Role.MEMBER, by=shopkeeper)
    assert not rules.can_answer_for(resident, shop)
    remove_member(shop, person=resident, by=shopkeeper)
    assert cuts == [("*", resident.pk), ("*", resident.pk)]
    deeds = list(Entry.objects.filter(key=str(shop.pk)).order_by("pk").values_list("deed", "by"))
    names = ("member_added", "role_changed", "role_changed", "member_removed")
    assert deeds == [(f"organisations.{name}", shopkeeper.pk) for name in names]


def test_member_may_leave_by_themselves(shop: Organisation, shopkeeper: User, resident: User) -> None:
    make_member(shop, resident, role=Role.EDITOR)
    remove_member(shop, person=resident, by=resident)
    assert set(Membership.objects.values_list("person", flat=True)) == {shopkeeper.pk}


def test_last_manager_stays(shop: Organisation, shopkeeper: User) -> None:
    with pytest.raises(LastManager):
        remove_member(shop, person=shopkeeper, by=shopkeeper)
    with pytest.raises(LastManager):
        change_role(shop, person=shopkeeper, role=Role.EDITOR, by=shopkeeper)
    assert Membership.objects.get().role == Role.MANAGER
    assert not Entry.objects.exists()


@pytest.mark.parametrize("who", ["resident", "clerk", "helper"])
def test_nobody_else_decides_about_members(
    who: str, shop: Organisation, shopkeeper: User, resident: User, request: pytest.FixtureRequest
) -> None:
    if who == "helper":
        by = make_member(shop, make_person("Helga Helper"), role=Role.EDITOR)
    else:
        by = request.getfixturevalue(who)
    before = set(Membership.objects.values_list("person", "role"))
    tries: list[Callable[[], object]] = [
        lambda: add_member(shop, person=resident, role=Role.MANAGER, by=by),
        lambda: change_role(shop, person=by, role=Role.MANAGER, by=by),
        lambda: remove_member(shop, person=shopkeeper, by=by),
    ]
    for attempt in tries:
        with pytest.raises(Forbidden):
            attempt()
    assert set(Membership.objects.values_list("person", "role")) == before
    assert not Entry.objects.exists()


def test_stranger_cannot_be_removed(shop: Organisation, shopkeeper: User, resident: User) -> None:
    with pytest.raises(NotAMember):
        remove_member(shop, person=resident, by=shopkeeper)


def test_verification_duty_counts_only_in_its_municipality(
    shop: Organisation, office: Organisation, resident: User, neighbour: User
) -> None:
    grant_duty(neighbour, duty=Duty.VERIFICATION, municipality=shop.municipality)
    add_member(shop, person=resident, role=Role.MANAGER, by=neighbour)
    with pytest.raises(Forbidden):
        add_member(office, person=resident, role=Role.MANAGER, by=neighbour)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//evil.example", " http://x"])
def test_links_that_a_browser_would_execute_cannot_be_stored(shop: Organisation, link: str) -> None:
    with pytest.raises(IntegrityError):
        Organisation.objects.update(website=link)
