"""One conversation and its messages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import connection
from django.db.models import (
    FETCH_RAISE,
    Max,
    Q,
    QuerySet,
)
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from regio.accounts.models import User
from regio.chat.models import Conversation, Message, ReadPosition
from regio.chat.rules import Visitor, can_read_conversation, visible_conversations
from regio.organisations.models import Organisation

MESSAGES = 50  # messages of one page of a history
NEWER = 200


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message as a reader of one side sees it."""

    id: UUID
    seq: int
    text: str
    author: str
    from_organisation: bool
    mine: bool  # from the reader's side
    sent_at: datetime
    is_read: bool  # by somebody of the other side; only ever true for `mine`
    is_new_day: bool = False

    @property
    def clock(self) -> str:
        """`9:52`; the day stands above."""
        return date_format(localtime(self.sent_at), "G:i")

    @classmethod
    def of(cls, message: Message, *, as_organisation: bool, read_seq: int = 0, before: Message | None = None) -> Self:
        """`as_organisation`: seen from the organisation's side; `read_seq`: how far the other side has read."""
        mine = message.is_from_organisation == as_organisation
        return cls(
            id=message.pk,
            seq=message.seq,
            text=_("The owner's desk has hidden this message.") if message.hidden_at else message.text,
            author=message.author.name if message.author else _("Deleted account"),
            from_organisation=message.is_from_organisation,
            mine=mine,
            sent_at=message.sent_at,
            is_read=mine and message.seq <= read_seq,
            is_new_day=before is None or localtime(before.sent_at).date() != localtime(message.sent_at).date(),
        )


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a history in its order, and how far the other side has read."""

    bubbles: list[Bubble]
    read_seq: int


def conversations_for(user: User) -> QuerySet[Conversation]:
    """What `user` may see, with the names of both sides."""
    shown = ["name", "slug", "kind", "category", "phone"]
    names = ["person__name", *(f"organisation__{field}" for field in shown)]
    return (
        Conversation.objects.filter(visible_conversations(user))
        .select_related("person", "organisation")
        .only("organisation_id", "person_id", "last_seq", *names)
    )


def open_to(user: User, pk: UUID) -> Conversation | None:
    """The conversation with this id if `user` may read it. The lean way of sending: one row, by hand."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id, person_id FROM chat_conversation WHERE id = %s", [pk])
        row = cursor.fetchone()
    if row is None:
        return None
    found = Conversation.from_db(connection.alias, ["id", "organisation_id", "person_id"], [pk, *row])
    return found if can_read_conversation(user, found) else None


def history(conversation: Conversation, *, as_organisation: bool, before: int | None = None) -> Span:
    """The newest messages, or those just before number `before`, in their order."""
    rows = _messages(conversation)
    if before is not None:
        rows = rows.filter(seq__lt=before)
    return _span(conversation, list(rows.order_by("-seq")[:MESSAGES])[::-1], as_organisation=as_organisation)


def newer(conversation: Conversation, *, as_organisation: bool, after: int) -> Span:
    """The messages after number `after`, at most 200 of them."""
    rows = _messages(conversation).filter(seq__gt=after).order_by("seq")
    return _span(conversation, list(rows[:NEWER]), as_organisation=as_organisation)


def conversation_with(organisation: Organisation, *, person: Visitor) -> Conversation | None:
    """The conversation `person` has with `organisation`, once something was written in it."""
    if not person.is_authenticated:
        return None
    return Conversation.objects.filter(organisation=organisation, person=person, last_seq__gt=0).first()


def writable_organisations() -> QuerySet[Organisation]:
    """Those that people may write to, as far as the page of a first message shows them."""
    rows = Organisation.objects.published().select_related("municipality")
    return rows.only("name", "slug", "kind", "category", "phone", "published_at", "municipality__name")


def _messages(conversation: Conversation) -> QuerySet[Message]:
    rows = Message.objects.filter(conversation=conversation).select_related("author")
    return rows.only("seq", "text", "hidden_at", "is_from_organisation", "sent_at", "author__name").fetch_mode(
        FETCH_RAISE
    )


def _span(conversation: Conversation, messages: list[Message], *, as_organisation: bool) -> Span:
    others = ReadPosition.objects.filter(conversation=conversation)
    of_person = Q(person=conversation.person_id)
    others = others.filter(of_person if as_organisation else ~of_person)
    read_seq = others.aggregate(furthest=Max("seq"))["furthest"] or 0
    bubbles = [
        Bubble.of(message, as_organisation=as_organisation, read_seq=read_seq, before=before)
        for before, message in zip([None, *messages], messages, strict=False)
    ]
    return Span(bubbles, read_seq)
