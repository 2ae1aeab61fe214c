"""Conversations of the cast."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from regio.accounts.models import User
from regio.chat import actions, rules
from regio.chat.models import Conversation, Message
from regio.organisations.models import Organisation


@pytest.fixture
def conversation(resident: User, shop: Organisation, shopkeeper: User) -> Conversation:
    """Between `resident` and `shop`, which `shopkeeper` answers for; still empty."""
    return actions.open_conversation(shop, by=resident)


@pytest.fixture
def say() -> Callable[..., Message]:
    """`say(conversation, by, text)`: send as whichever side `by` is on."""

    def send(conversation: Conversation, by: User, text: str = "Hallo", **more: Any) -> Message:
        sides: dict[str, Any] = {"for_organisation": by.pk != conversation.person_id, "id": uuid4()}
        return actions.send_message(conversation, by=by, text=text, **(sides | more))

    return send


@pytest.fixture
def no_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """People who type faster than anybody."""
    monkeypatch.setattr(actions, "BURST", 100_000)
    assert rules.BURST == 40
