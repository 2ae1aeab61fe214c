"""What the room knows about a person (GDPR Art. 15, 20)."""

from collections.abc import Iterator

from django.db.models import QuerySet

from regio.accounts.models import User
from regio.chat.models import Conversation, Message
from regio.core.privacy import Part


def parts_about(person: User) -> Iterator[Part]:
    """Their conversations with everything that stands in them, and what they wrote for organisations."""
    own = Conversation.objects.filter(person=person).select_related("organisation").order_by("opened_at")
    yield Part("chat/conversations.json", [_conversation(conversation) for conversation in own])
    for_others = Message.objects.filter(author=person, is_from_organisation=True)
    yield Part(
        "chat/written_for_organisations.json",
        [
            _message(message) | {"organisation": message.conversation.organisation.name}
            for message in for_others.select_related("conversation__organisation").order_by("sent_at")
        ],
    )


def _conversation(conversation: Conversation) -> dict[str, object]:
    messages: QuerySet[Message] = conversation.messages.order_by("seq")
    return {
        "organisation": conversation.organisation.name,
        "opened_at": conversation.opened_at.isoformat(),
        "read_up_to": conversation.positions.filter(person=conversation.person_id)
        .values_list("seq", flat=True)
        .first(),
        "messages": [_message(message) for message in messages],
    }


def _message(message: Message) -> dict[str, object]:
    return {
        "sent_at": message.sent_at.isoformat(),
        "from": "organisation" if message.is_from_organisation else "person",
        "text": "…" if message.hidden_at and message.is_from_organisation else message.text,  # hidden by the desk
    }
