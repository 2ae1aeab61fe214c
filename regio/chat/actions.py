"""Every write of the room."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import F

from regio import live
from regio.accounts.models import User
from regio.audit.actions import record
from regio.chat.errors import EmptyMessage, IdTaken, LongMessage, TooFast
from regio.chat.models import Conversation, Message, ReadPosition
from regio.chat.queries.reports import KIND as REPORTED
from regio.chat.rules import (
    BURST,
    LONGEST,
    PER_SECOND,
    can_read_conversation,
    can_send,
    can_write_as_person,
    is_person_of,
)
from regio.core.permissions import require
from regio.core.time import now
from regio.moderation.actions.person import forget_about
from regio.moderation.models import Case
from regio.organisations.models import Organisation

# Control characters, halves of surrogate pairs, and the signs that turn the direction of what follows them.
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")
_INVISIBLE = re.compile("[\\s\u00ad\u200b-\u200f\u2060-\u2064]+")

# A device sends again when no answer came: the process may have died between the commit and the hint.
_TOLD_AGAIN = timedelta(minutes=1)

# One statement for all of it: a round trip costs more than the work. The row lock of `place` gives every message a number
# of its own; without pace there is no place, and without a place no message.
_SEND = """
WITH pace AS (
    INSERT INTO chat_pace AS mine (person_id, level, at) VALUES (%(author)s, 1, now())
    ON CONFLICT (person_id) DO UPDATE
       SET level = greatest(0, mine.level - %(per_second)s * extract(epoch FROM now() - mine.at)) + 1, at = now()
     WHERE greatest(0, mine.level - %(per_second)s * extract(epoch FROM now() - mine.at)) + 1 <= %(burst)s
    RETURNING person_id
), place AS (
    UPDATE chat_conversation
       SET last_seq = last_seq + 1, last_at = %(at)s, last_text = %(words)s, is_last_from_person = NOT %(for_organisation)s
     WHERE id = %(conversation)s AND EXISTS (SELECT FROM pace)
    RETURNING last_seq
), message AS (
    INSERT INTO chat_message (id, conversation_id, seq, author_id, is_from_organisation, text, sent_at)
    SELECT %(id)s, %(conversation)s, last_seq, %(author)s, %(for_organisation)s, %(text)s, %(at)s FROM place
), position AS (
    INSERT INTO chat_readposition (conversation_id, person_id, seq) SELECT %(conversation)s, %(author)s, last_seq FROM place
    ON CONFLICT (conversation_id, person_id) DO UPDATE SET seq = excluded.seq
)
SELECT last_seq FROM place
"""
_ADVANCE = """
INSERT INTO chat_readposition AS mine (conversation_id, person_id, seq)
SELECT id, %(person)s, least(%(seq)s, last_seq) FROM chat_conversation WHERE id = %(conversation)s
ON CONFLICT (conversation_id, person_id) DO UPDATE SET seq = excluded.seq WHERE mine.seq < excluded.seq
RETURNING seq
"""


@transaction.atomic
def open_conversation(organisation: Organisation, *, by: User) -> Conversation:
    """The one conversation between `by` and `organisation`, begun if there is none. Audited when it begins."""
    require(can_write_as_person(by, organisation))
    conversation, is_new = Conversation.objects.get_or_create(organisation=organisation, person=by)
    if is_new:
        record("chat.conversation_opened", by=by, of=conversation)
    return conversation


@transaction.atomic
def write_to(organisation: Organisation, *, by: User, text: str, id: UUID) -> Message:
    """Open the conversation and send its first message: both or neither."""
    return send_message(open_conversation(organisation, by=by), by=by, text=text, id=id, for_organisation=False)


def send_message(conversation: Conversation, *, by: User, text: str, id: UUID, for_organisation: bool) -> Message:
    """Store `text` as the next message and hint to everybody who has the conversation or its inbox open.

    `id` is made by the writer's device: sent again, it answers with the message already stored, so nothing is
    doubled; while it is new the hint is repeated. The writer has read everything up to this message. Texts are private
    and never enter the audit trail.
    """
    require(can_send(by, conversation, for_organisation=for_organisation))
    text = _checked(text)
    try:
        with transaction.atomic():
            message = _append(conversation, by=by, text=text, id=id, for_organisation=for_organisation)
            _hint_at_message(conversation, message, by=by)
            return message
    except IntegrityError:  # the rolled back counter leaves no gap
        message = _sent_before(conversation, by=by, id=id)
        if now() - message.sent_at < _TOLD_AGAIN:
            _hint_at_message(conversation, message, by=by)
        return message


def mark_read(conversation: Conversation, *, by: User, seq: int) -> None:
    """Note that `by` has read up to message `seq`. Never moves back; hints only when something changed."""
    require(can_read_conversation(by, conversation))
    with transaction.atomic():
        if moved_to := _advance(conversation.pk, by=by, seq=seq):
            event = {"type": "chat.read", "id": conversation.pk, "conversation": conversation.pk, "seq": moved_to}
            side = {"by_organisation": not is_person_of(by, conversation)}
            live.push_on_commit(f"conversation-{conversation.pk}", event | side)
            live.push_on_commit(f"user-{by.pk}", event | side)  # other pages of the same person


def erase_person(person: User) -> None:
    """Delete the conversations of `person`, answers included: they speak to and of that person. See docs/decisions/0006.

    What they wrote for an organisation in the conversations of others stays, without their name.
    """
    for organisation in Conversation.objects.filter(person=person).values_list("organisation_id", flat=True):
        live.push_on_commit(f"organisation-{organisation}", {"type": "chat.erased", "id": organisation})
    for key in Message.objects.filter(conversation__person=person, pk__in=_reported()).values_list("pk", flat=True):
        forget_about(REPORTED, str(key))
    Conversation.objects.filter(person=person).delete()
    Message.objects.filter(author=person).update(author=None)


def _reported() -> list[UUID]:
    """Messages that somebody reported at any time."""
    return [UUID(key) for key in Case.objects.filter(about_kind=REPORTED).values_list("about_key", flat=True)]


def hide_message(key: str, *, by: User | None) -> None:
    """Nobody reads it any more, by a decision of the desk; kept until nobody can appeal. Twice changes nothing."""
    _set_hidden(key, hidden_at=now(), by=by, deed="chat.message_hidden")


def restore_message(key: str, *, by: User | None) -> None:
    """Undo `hide_message`. Twice changes nothing."""
    _set_hidden(key, hidden_at=None, by=by, deed="chat.message_restored")


def purge_message(key: str) -> None:
    """Its words go for good; its place in the conversation stays, hidden."""
    for message in Message.objects.filter(pk=key).exclude(hidden_at=None):
        Message.objects.filter(pk=message.pk).update(text="…")
        record("chat.message_purged", by=None, of=message)


@transaction.atomic
def _set_hidden(key: str, *, hidden_at: datetime | None, by: User | None, deed: str) -> None:
    found = Message.objects.select_for_update(of=("self",)).select_related("conversation").filter(pk=key).first()
    if found is None or (found.hidden_at is None) == (hidden_at is None):
        return
    found.hidden_at = hidden_at
    found.save(update_fields=["hidden_at"])
    newest = Conversation.objects.filter(pk=found.conversation_id, last_seq=found.seq)
    newest.update(last_text="…" if hidden_at else _first_words(found.text))
    record(deed, by=by, of=found)


def move_conversations(*, keep: Organisation, away: Organisation, **sent_along: object) -> None:
    """Conversations of `away` go on with `keep`; who wrote to both has one, in the order of time. Hears `organisations_merged`."""
    mine = {one.person_id: one for one in Conversation.objects.select_for_update().filter(organisation=keep)}
    for other in Conversation.objects.select_for_update().filter(organisation=away).order_by("pk"):
        if other.person_id in mine:
            _unite(mine[other.person_id], other)
        else:
            other.organisation = keep
            other.save(update_fields=["organisation"])
        live.push_on_commit(f"organisation-{keep.pk}", {"type": "chat.moved", "id": str(other.pk)})


def _unite(into: Conversation, other: Conversation) -> None:
    both = (into.pk, other.pk)
    messages = list(Message.objects.filter(conversation__in=both).order_by("sent_at", "conversation", "seq"))
    read = {
        (position.person_id, position.conversation_id): position.seq
        for position in ReadPosition.objects.filter(conversation__in=both)
    }
    readers = {person: _first_unread(person, messages, read) for person, _conversation in read}
    shift = into.last_seq + other.last_seq + len(messages)
    Message.objects.filter(conversation=into).update(seq=F("seq") + shift)
    Message.objects.filter(conversation=other).update(conversation=into, seq=F("seq") + 2 * shift)
    for number, message in enumerate(messages, start=1):
        Message.objects.filter(pk=message.pk).update(seq=number)
    ReadPosition.objects.filter(conversation__in=both).delete()
    ReadPosition.objects.bulk_create(
        ReadPosition(conversation=into, person_id=person, seq=seq) for person, seq in readers.items()
    )
    if other.last_at and (into.last_at is None or other.last_at > into.last_at):
        into.last_at, into.last_text = other.last_at, other.last_text
        into.is_last_from_person = other.is_last_from_person
    into.last_seq = len(messages)
    into.save()
    other.delete()


def _first_unread(person: int, messages: Sequence[Message], read: Mapping[tuple[int, UUID], int]) -> int:
    """How far `person` has read what is now one row of messages: up to the first one they have not seen."""
    for number, message in enumerate(messages):
        if message.seq > read.get((person, message.conversation_id), 0):
            return number
    return len(messages)


def readable(text: str) -> str:
    """`text` without what nobody can see: control characters, broken letters, blank edges; empty if nothing is left."""
    text = _UNREADABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return text if _INVISIBLE.sub("", text) else ""


def _checked(text: str) -> str:
    text = readable(text)
    if not text:
        raise EmptyMessage
    if len(text) > LONGEST:
        raise LongMessage
    return text


def _append(conversation: Conversation, *, by: User, text: str, id: UUID, for_organisation: bool) -> Message:
    message = Message(
        id=id,
        conversation_id=conversation.pk,
        author=by,
        is_from_organisation=for_organisation,
        text=text,
        sent_at=now(),
    )
    values: dict[str, Any] = {
        "id": id,
        "conversation": conversation.pk,
        "author": by.pk,
        "for_organisation": for_organisation,
        "text": text,
        "words": _first_words(text),
        "at": message.sent_at,
        "per_second": PER_SECOND,
        "burst": BURST,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SEND, values)
        placed = cursor.fetchone()
    if placed is None:
        raise TooFast
    message.seq = placed[0]
    return message


def _first_words(text: str) -> str:
    words = " ".join(text[:600].split())
    return words if len(words) <= 140 else words[:139] + "…"


def _advance(conversation_id: UUID, *, by: User, seq: int) -> int:
    """Where the position moved to; 0 when it stayed."""
    with connection.cursor() as cursor:
        cursor.execute(_ADVANCE, {"conversation": conversation_id, "person": by.pk, "seq": seq})
        moved = cursor.fetchone()
    return moved[0] if moved else 0


def _hint_at_message(conversation: Conversation, message: Message, *, by: User) -> None:
    event = {
        "type": "chat.message",
        "id": str(message.pk),
        "conversation": str(conversation.pk),
        "seq": message.seq,
        "from_organisation": message.is_from_organisation,
    }
    # All staff hear the organisation's stream, also those who may not read its inbox: so no words and no names there.
    live.push_on_commit(f"organisation-{conversation.organisation_id}", event)
    live.push_on_commit(f"user-{conversation.person_id}", event)
    words = {"author": by.name, "text": message.text, "sent_at": message.sent_at.isoformat()}
    live.push_on_commit(f"conversation-{conversation.pk}", event | words)


def _sent_before(conversation: Conversation, *, by: User, id: UUID) -> Message:
    message = Message.objects.filter(pk=id, conversation=conversation, author=by).first()
    if message is None:
        raise IdTaken
    return message
