"""Who may read and write what; every visibility rule agrees with its twin in SQL."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser

from conftest import make_member, make_person
from regio.accounts.models import User
from regio.chat import rules
from regio.chat.models import Conversation
from regio.organisations.choices import Role
from regio.organisations.models import Membership, Organisation


@pytest.fixture
def cast(
    resident: User, neighbour: User, shopkeeper: User, clerk: User, owner: User, shop: Organisation
) -> dict[str, User | AnonymousUser]:
    return {
        "nobody": AnonymousUser(),
        "resident": resident,
        "neighbour": neighbour,
        "shopkeeper": shopkeeper,
        "editor": make_member(shop, make_person("Edda Editor"), role=Role.EDITOR),
        "member": make_member(shop, make_person("Mia Member"), role=Role.MEMBER),
        "clerk": clerk,
        "owner": owner,
    }


@pytest.fixture
def conversations(
    resident: User, neighbour: User, clerk: User, shop: Organisation, office: Organisation
) -> list[Conversation]:
    pairs = [(resident, shop), (resident, office), (neighbour, shop), (clerk, shop)]
    return [Conversation.objects.create(person=person, organisation=organisation) for person, organisation in pairs]


def names(cast: dict, allowed: Callable) -> set[str]:
    return {name for name, user in cast.items() if allowed(user)}


def test_person_and_staff_read_a_conversation_and_nobody_else(cast: dict, conversations: list[Conversation]) -> None:
    assert names(cast, lambda user: rules.can_read_conversation(user, conversations[0])) == {
        "resident", "shopkeeper", "editor",
    }  # fmt: skip
    assert names(cast, lambda user: rules.can_read_conversation(user, conversations[1])) == {"resident", "clerk"}


def test_visible_conversations_agree_with_the_rule_for_the_whole_cast(
    cast: dict, conversations: list[Conversation]
) -> None:
    for user in cast.values():
        in_sql = set(Conversation.objects.filter(rules.visible_conversations(user)))
        assert in_sql == {one for one in conversations if rules.can_read_conversation(user, one)}


def test_a_stream_is_heard_by_those_who_read_the_conversation(cast: dict, conversations: list[Conversation]) -> None:
    for user in cast.values():
        for one in conversations:
            assert rules.can_hear(user, str(one.pk)) is rules.can_read_conversation(user, one)


@pytest.mark.parametrize("key", ["", "1", "x" * 500, "00000000-0000-0000-0000-000000000000", "' or 1=1 --", "\x00"])
def test_a_damaged_stream_is_heard_by_nobody(resident: User, key: str) -> None:
    assert rules.can_hear(resident, key) is False


def test_each_side_writes_only_as_itself(cast: dict, conversations: list[Conversation]) -> None:
    as_person = names(cast, lambda user: rules.can_send(user, conversations[0], for_organisation=False))
    as_shop = names(cast, lambda user: rules.can_send(user, conversations[0], for_organisation=True))
    assert as_person == {"resident"}
    assert as_shop == {"shopkeeper", "editor"}


def test_staff_with_an_older_conversation_of_their_own_stay_its_person(resident: User, shop: Organisation) -> None:
    conversation = Conversation.objects.create(person=resident, organisation=shop)
    make_member(shop, resident, role=Role.EDITOR)
    assert rules.can_read_conversation(resident, conversation)
    assert rules.can_send(resident, conversation, for_organisation=False)
    assert not rules.can_send(resident, conversation, for_organisation=True)


def test_everybody_but_staff_begins_a_conversation_with_a_published_organisation(
    cast: dict, shop: Organisation
) -> None:
    allowed = names(cast, lambda user: rules.can_write_as_person(user, shop))
    assert allowed == {"resident", "neighbour", "clerk", "owner", "member"}
    shop.published_at = None
    assert names(cast, lambda user: rules.can_write_as_person(user, shop)) == set()


def test_a_locked_account_may_nothing(shopkeeper: User, resident: User, shop: Organisation) -> None:
    conversation = Conversation.objects.create(person=resident, organisation=shop)
    for user in (shopkeeper, resident):
        user.is_active = False
        assert not rules.can_read_conversation(user, conversation)
        assert not rules.can_hear(user, str(conversation.pk))
        assert list(Conversation.objects.filter(rules.visible_conversations(user))) == []


def test_a_removed_member_reads_nothing_more(shopkeeper: User, resident: User, shop: Organisation) -> None:
    conversation = Conversation.objects.create(person=resident, organisation=shop)
    Membership.objects.filter(person=shopkeeper).delete()
    assert not rules.can_read_conversation(shopkeeper, conversation)
    assert not rules.can_hear(shopkeeper, str(conversation.pk))
