"""What open pages are told, and whom nothing is told any more."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from regio.accounts.models import User
from regio.chat import actions
from regio.chat.errors import EmptyMessage
from regio.chat.models import Conversation, Message
from regio.live import bus
from regio.organisations.models import Organisation

Say = Callable[..., Message]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Payloads on their way to the hubs: the edge of the network."""
    payloads: list[str] = []
    publish = bus.PostgresBus.publish

    def listen(self: bus.PostgresBus, sent: Any) -> None:
        payloads.extend(sent)
        publish(self, sent)

    monkeypatch.setattr(bus.PostgresBus, "publish", listen)
    return payloads


def events(told: list[str]) -> dict[str, dict]:
    return {message["s"]: message["e"] for message in map(json.loads, told) if "s" in message}


def test_a_message_reaches_both_inboxes_and_the_open_conversation(
    conversation: Conversation, resident: User, shop: Organisation, say: Say, told: list[str]
) -> None:
    message = say(conversation, resident, "Haben Sie Mangold?")
    short = {
        "type": "chat.message",
        "id": str(message.pk),
        "conversation": str(conversation.pk),
        "seq": 1,
        "from_organisation": False,
    }
    words = {"author": "Rosa Resident", "text": "Haben Sie Mangold?", "sent_at": message.sent_at.isoformat()}
    assert events(told) == {
        f"organisation-{shop.pk}": short,
        f"user-{resident.pk}": short,
        f"conversation-{conversation.pk}": short | words,
    }


def test_a_long_message_is_only_hinted_at(
    conversation: Conversation, resident: User, say: Say, told: list[str]
) -> None:
    message = say(conversation, resident, "ü" * 5000)
    assert events(told)[f"conversation-{conversation.pk}"] == {
        "type": "chat.message",
        "id": str(message.pk),
        "cut": True,
    }


def test_what_is_refused_is_not_told(conversation: Conversation, resident: User, say: Say, told: list[str]) -> None:
    with pytest.raises(EmptyMessage):
        say(conversation, resident, "")
    assert told == []


def test_a_message_sent_again_is_told_again_while_it_is_new(
    conversation: Conversation, resident: User, say: Say, told: list[str]
) -> None:
    message = say(conversation, resident)  # as if its process had died between the commit and the hint
    hints = events(told)
    del told[:]
    say(conversation, resident, id=message.pk)
    assert events(told) == hints
    Message.objects.update(sent_at=message.sent_at - timedelta(minutes=1))
    del told[:]
    say(conversation, resident, id=message.pk)
    assert told == []


def test_reading_is_told_once_without_a_name(
    conversation: Conversation, resident: User, shopkeeper: User, say: Say, told: list[str]
) -> None:
    say(conversation, resident)
    del told[:]
    for _ in range(2):
        actions.mark_read(conversation, by=shopkeeper, seq=99)
    event = {"type": "chat.read", "id": str(conversation.pk), "conversation": str(conversation.pk), "seq": 1}
    event["by_organisation"] = True
    assert len(told) == 2
    assert events(told) == {f"conversation-{conversation.pk}": event, f"user-{shopkeeper.pk}": event}
