from collections.abc import Callable
from uuid import uuid4

from django.test import Client

from regio.accounts.models import User
from regio.chat.actions import erase_person, open_conversation, send_message
from regio.chat.models import Conversation, Message
from regio.chat.queries import parts_about, shared_inbox
from regio.organisations.models import Organisation


def talk(shop: Organisation, resident: User, shopkeeper: User) -> Conversation:
    conversation = open_conversation(shop, by=resident)
    send_message(conversation, by=resident, text="Haben Sie Dinkelbrot?", id=uuid4(), for_organisation=False)
    send_message(conversation, by=shopkeeper, text="Ja, ab 7 Uhr.", id=uuid4(), for_organisation=True)
    return conversation


def test_export_holds_both_sides_of_own_conversations(shop: Organisation, resident: User, shopkeeper: User) -> None:
    talk(shop, resident, shopkeeper)
    own, for_others = parts_about(resident)
    [conversation] = own.content
    assert conversation["organisation"] == shop.name
    assert [(message["from"], message["text"]) for message in conversation["messages"]] == [
        ("person", "Haben Sie Dinkelbrot?"),
        ("organisation", "Ja, ab 7 Uhr."),
    ]
    assert for_others.content == []


def test_export_of_staff_holds_only_what_they_wrote(shop: Organisation, resident: User, shopkeeper: User) -> None:
    talk(shop, resident, shopkeeper)
    own, for_others = parts_about(shopkeeper)
    assert own.content == []
    assert [message["text"] for message in for_others.content] == ["Ja, ab 7 Uhr."]


def test_erasing_a_person_deletes_their_conversations(
    shop: Organisation, resident: User, neighbour: User, shopkeeper: User
) -> None:
    talk(shop, resident, shopkeeper)
    kept = talk(shop, neighbour, shopkeeper)
    erase_person(resident)
    assert list(Conversation.objects.all()) == [kept]
    assert Message.objects.count() == 2
    membership = shop.memberships.get()
    assert [thread.name for thread in shared_inbox(membership).threads] == [neighbour.name]


def test_erasing_staff_keeps_what_the_organisation_said(
    shop: Organisation, resident: User, shopkeeper: User, as_user: Callable[[User], Client]
) -> None:
    conversation = talk(shop, resident, shopkeeper)
    erase_person(shopkeeper)
    assert conversation.messages.get(seq=2).author is None
    page = as_user(resident).get(f"/postfach/{conversation.pk}/").content.decode()
    assert "Ja, ab 7 Uhr." in page
    assert shopkeeper.name not in page
