"""What is new for whom, and how many statements it takes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import make_member, make_organisation, make_person
from regio.accounts.models import User
from regio.chat import actions, queries
from regio.chat.models import Conversation, Message
from regio.organisations.choices import Role
from regio.organisations.models import Membership, Organisation
from regio.region.models import Municipality

Say = Callable[..., Message]
SignIn = Callable[[User], Client]


def unread(inbox: queries.Inbox) -> list[tuple[str, int]]:
    return [(thread.name, thread.unread) for thread in inbox.threads]


def shared(person: User) -> queries.Inbox:
    return queries.shared_inbox(queries.memberships_of(person).get())


def test_what_the_other_side_wrote_is_new_until_read(
    conversation: Conversation, resident: User, shopkeeper: User, say: Say
) -> None:
    say(conversation, resident)
    assert (queries.unread_count(resident), queries.unread_count(shopkeeper)) == (0, 1)
    assert unread(shared(shopkeeper)) == [("Rosa Resident", 1)]
    assert unread(queries.own_inbox(resident)) == [("Bäckerei Morgenröte", 0)]

    say(conversation, resident)
    assert unread(shared(shopkeeper)) == [("Rosa Resident", 2)]
    actions.mark_read(conversation, by=shopkeeper, seq=2)
    assert queries.unread_count(shopkeeper) == 0
    assert unread(shared(shopkeeper)) == [("Rosa Resident", 0)]

    say(conversation, shopkeeper)
    assert (queries.unread_count(resident), queries.unread_count(shopkeeper)) == (1, 0)
    assert unread(queries.own_inbox(resident)) == [("Bäckerei Morgenröte", 1)]


def test_what_a_colleague_answered_is_not_new_any_more(
    conversation: Conversation, resident: User, shop: Organisation, shopkeeper: User, say: Say
) -> None:
    colleague = make_member(shop, make_person("Edda Editor"), role=Role.EDITOR)
    say(conversation, resident)
    assert queries.unread_count(colleague) == 1
    say(conversation, shopkeeper)
    assert queries.unread_count(colleague) == 0
    assert unread(shared(colleague)) == [("Rosa Resident", 0)]


def test_what_happened_before_a_membership_is_not_new(
    conversation: Conversation, resident: User, shop: Organisation, say: Say
) -> None:
    say(conversation, resident, "Vorher 1")
    say(conversation, resident, "Vorher 2")
    newcomer = make_member(shop, make_person("Nele New"), role=Role.EDITOR)
    assert queries.unread_count(newcomer) == 0
    assert unread(shared(newcomer)) == [("Rosa Resident", 0)]
    say(conversation, resident, "Nachher")
    assert queries.unread_count(newcomer) == 1
    assert unread(shared(newcomer)) == [("Rosa Resident", 1)]


def test_plain_members_and_former_staff_have_nothing_new(
    conversation: Conversation, resident: User, shop: Organisation, shopkeeper: User, say: Say
) -> None:
    member = make_member(shop, make_person("Mia Member"), role=Role.MEMBER)
    say(conversation, resident)
    Membership.objects.filter(person=shopkeeper).delete()
    assert (queries.unread_count(member), queries.unread_count(shopkeeper)) == (0, 0)
    assert list(queries.memberships_of(member)) == []


def test_an_own_conversation_with_the_own_organisation_counts_once(
    conversation: Conversation, resident: User, shop: Organisation, shopkeeper: User, say: Say
) -> None:
    make_member(shop, resident, role=Role.EDITOR)
    say(conversation, resident)
    assert queries.unread_count(resident) == 0
    say(conversation, shopkeeper)
    assert queries.unread_count(resident) == 1
    assert unread(shared(resident)) == []


def test_empty_conversations_stand_in_no_inbox(conversation: Conversation, resident: User, shopkeeper: User) -> None:
    assert unread(queries.own_inbox(resident)) == []
    assert unread(shared(shopkeeper)) == []
    assert queries.unread_count(shopkeeper) == 0


def test_counting_what_is_new_is_one_statement_without_messages(
    conversation: Conversation, resident: User, shopkeeper: User, say: Say
) -> None:
    say(conversation, resident)
    with CaptureQueriesContext(connection) as seen:
        assert queries.unread_count(shopkeeper) == 1
    assert len(seen) == 1
    assert "chat_message" not in seen[0]["sql"]


def test_messages_of_a_deleted_account_stay(
    conversation: Conversation, resident: User, shopkeeper: User, say: Say
) -> None:
    say(conversation, shopkeeper, "Ja, gern.")
    shopkeeper.delete()
    bubbles = queries.history(conversation, as_organisation=False).bubbles
    assert [bubble.text for bubble in bubbles] == ["Ja, gern."]
    assert bubbles[0].author in {"Deleted account", "Gelöschtes Konto"}


def test_days_are_told_apart_in_local_time(conversation: Conversation, resident: User, say: Say) -> None:
    for _ in range(3):
        say(conversation, resident)
    noon = Message.objects.get(seq=1).sent_at.replace(year=2026, month=7, day=1, hour=12, minute=0)
    for seq, hours in [(1, 0), (2, 9), (3, 10.5)]:  # in July 21:00 UTC is 23:00 here, 22:30 is tomorrow
        Message.objects.filter(seq=seq).update(sent_at=noon + timedelta(hours=hours))
    bubbles = queries.history(conversation, as_organisation=False).bubbles
    assert [bubble.is_new_day for bubble in bubbles] == [True, False, True]
    assert [bubble.clock for bubble in bubbles] == ["14:00", "23:00", "0:30"]


@pytest.fixture
def three_of_each(resident: User, town: Municipality, say: Say) -> Callable[[int], None]:
    """`three_of_each(n)`: n conversations with two messages each."""

    def fill(count: int) -> None:
        for number in range(count):
            place = make_organisation(f"Laden {number}", municipality=town)
            answering = make_member(place, make_person(f"Person {number}"), role=Role.EDITOR)
            conversation = actions.open_conversation(place, by=resident)
            say(conversation, resident)
            say(conversation, answering)

    return fill


def statements(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path, headers={"HX-Request": "true"}).status_code == 200
    return len(seen)


def test_an_inbox_takes_as_many_statements_for_three_lines_as_for_one(
    resident: User, three_of_each: Callable[[int], None], as_user: SignIn
) -> None:
    client = as_user(resident)
    three_of_each(1)
    one = statements(client, reverse("chat:inbox"))
    Conversation.objects.all().delete()
    Organisation.objects.all().delete()
    User.objects.exclude(pk=resident.pk).delete()
    three_of_each(3)
    assert statements(client, reverse("chat:inbox")) == one
    assert one <= 6


def test_a_shared_inbox_takes_as_many_statements_for_three_lines_as_for_one(
    conversation: Conversation, shop: Organisation, resident: User, shopkeeper: User, as_user: SignIn, say: Say
) -> None:
    client = as_user(shopkeeper)
    say(conversation, resident)
    one = statements(client, f"/postfach/?fuer={shop.slug}")
    for number in range(2):
        person = make_person(f"Person {number}")
        say(actions.open_conversation(shop, by=person), person)
    assert statements(client, f"/postfach/?fuer={shop.slug}") == one
    assert one <= 6


def test_a_conversation_takes_as_many_statements_for_three_messages_as_for_one(
    conversation: Conversation, resident: User, shopkeeper: User, as_user: SignIn, say: Say
) -> None:
    client = as_user(resident)
    say(conversation, shopkeeper)
    client.get(reverse("chat:conversation", args=[conversation.pk]))
    one = statements(client, reverse("chat:conversation", args=[conversation.pk]))
    say(conversation, resident)
    say(conversation, shopkeeper)
    assert statements(client, reverse("chat:conversation", args=[conversation.pk])) == one
    assert one <= 12
