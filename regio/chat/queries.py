"""Every read wider than one model: inboxes, histories, what is new."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self
from uuid import UUID

from django.db import connection
from django.db.models import (
    FETCH_RAISE,
    Case,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from regio.accounts.models import User
from regio.chat.models import Conversation, Message, ReadPosition
from regio.chat.rules import Visitor, answering, can_read_conversation, visible_conversations
from regio.organisations.choices import ANSWERING, Kind
from regio.organisations.models import Membership, Organisation

THREADS = 30  # lines of one page of an inbox
MESSAGES = 50  # messages of one page of a history
NEWER = 200
_EPOCH, _TICK = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


_PRESENCE = """
WITH heard AS MATERIALIZED (
    SELECT organisation_id, since FROM organisations_membership WHERE person_id = %(person)s AND role = ANY(%(roles)s)
), news AS (
    SELECT id, last_seq FROM chat_conversation WHERE person_id = %(person)s AND NOT is_last_from_person
    UNION ALL
    SELECT id, last_seq FROM heard JOIN chat_conversation USING (organisation_id)
    WHERE is_last_from_person AND last_at > since AND person_id <> %(person)s
)
SELECT (SELECT count(*) FROM news LEFT JOIN chat_readposition p ON p.conversation_id = news.id AND p.person_id = %(person)s
        WHERE news.last_seq > coalesce(p.seq, 0)),
       ARRAY(SELECT organisation_id FROM heard ORDER BY organisation_id)
"""


@dataclass(frozen=True, slots=True)
class Presence:
    """How many conversations have something new, and the organisations the person answers for."""

    unread: int
    organisations: list[int]


@dataclass(frozen=True, slots=True)
class Thread:
    """One line of an inbox."""

    id: UUID
    name: str  # of the other side
    lane: str  # "official", "press", "organisation", "resident"
    text: str
    at: datetime
    unread: int  # messages since the reader's position
    is_mine: bool  # the last message came from the reader's side


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
            text=message.text,
            author=message.author.name if message.author else _("Deleted account"),
            from_organisation=message.is_from_organisation,
            mine=mine,
            sent_at=message.sent_at,
            is_read=mine and message.seq <= read_seq,
            is_new_day=before is None or localtime(before.sent_at).date() != localtime(message.sent_at).date(),
        )


@dataclass(frozen=True, slots=True)
class Inbox:
    """One page of an inbox; `next` is the cursor of the page after it, empty at the end."""

    threads: list[Thread]
    next: str


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


def own_inbox(user: User, *, kind: Kind | None = None, after: str = "") -> Inbox:
    """The conversations `user` has as a person, newest first; `after` is the cursor of the page before."""
    rows = Conversation.objects.filter(person=user).annotate(read_seq=Coalesce(_position(user), 0))
    if kind:
        rows = rows.filter(organisation__kind=kind)
    return _page(rows.annotate(unread=F("last_seq") - F("read_seq")), after=after, as_organisation=False)


def shared_inbox(membership: Membership, *, after: str = "") -> Inbox:
    """The conversations of an organisation for one who answers there. What others have answered is not new any more."""
    reader = membership.person_id
    begun = Message.objects.filter(conversation=OuterRef("pk"), sent_at__lte=membership.since).order_by("-seq")
    # The place in the history where the membership began is only looked up while there is no position.
    read_seq = Coalesce(_position(reader), Subquery(begun.values("seq")[:1]), 0)
    rows = Conversation.objects.filter(organisation=membership.organisation_id).exclude(person=reader)
    waiting = When(is_last_from_person=True, last_at__gt=membership.since, then=F("last_seq") - read_seq)
    unread = Case(waiting, default=0, output_field=IntegerField())
    return _page(rows.annotate(unread=unread), after=after, as_organisation=True)


def unread_count(user: User) -> int:
    """Conversations with something new for `user`: own ones, and those of shared inboxes that nobody has answered yet.

    One statement, no look at messages. What happened before a membership began is not new.
    """
    return presence(user).unread


def presence(user: User) -> Presence:
    """What every page of somebody signed in shows and hears. By hand: composing it would take longer than asking."""
    with connection.cursor() as cursor:
        cursor.execute(_PRESENCE, {"person": user.pk, "roles": [str(role) for role in ANSWERING]})
        return Presence(*cursor.fetchone())


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


def memberships_of(user: User) -> QuerySet[Membership]:
    """Those by which `user` shares an inbox, with the organisation's name, by name."""
    rows = answering(user).select_related("organisation").order_by("organisation__sort_key", "organisation_id")
    return rows.only("role", "since", "person_id", "organisation__name", "organisation__slug").fetch_mode(FETCH_RAISE)


def _messages(conversation: Conversation) -> QuerySet[Message]:
    rows = Message.objects.filter(conversation=conversation).select_related("author")
    return rows.only("seq", "text", "is_from_organisation", "sent_at", "author__name").fetch_mode(FETCH_RAISE)


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


def _position(user: User | int) -> Subquery:
    return Subquery(ReadPosition.objects.filter(conversation=OuterRef("pk"), person=user).values("seq"))


def _page(rows: QuerySet[Conversation], *, after: str, as_organisation: bool) -> Inbox:
    other = "person" if as_organisation else "organisation"
    names = ["person__name"] if as_organisation else ["organisation__name", "organisation__kind"]
    rows = rows.filter(last_seq__gt=0).select_related(other).order_by("-last_at", "-pk")
    rows = rows.only("last_at", "opened_at", "last_text", "is_last_from_person", other, *names).fetch_mode(FETCH_RAISE)
    if cursor := _read_cursor(after):
        at, pk = cursor
        rows = rows.filter(Q(last_at__lt=at) | Q(last_at=at, pk__lt=pk))
    found = list(rows[: THREADS + 1])
    threads = [_thread(row, as_organisation=as_organisation) for row in found[:THREADS]]
    return Inbox(threads, next=_cursor(threads[-1]) if len(found) > THREADS else "")


def _thread(row: Conversation, *, as_organisation: bool) -> Thread:
    return Thread(
        id=row.pk,
        name=row.person.name if as_organisation else row.organisation.name,
        lane="resident" if as_organisation else Kind(row.organisation.kind).lane,
        text=row.last_text,
        at=row.last_at or row.opened_at,
        unread=row.unread,  # type: ignore[attr-defined]  # annotated by the inbox
        is_mine=row.is_last_from_person != as_organisation,
    )


def _cursor(thread: Thread) -> str:
    return f"{(thread.at - _EPOCH) // _TICK}_{thread.id}"


def _read_cursor(text: str) -> tuple[datetime, UUID] | None:
    # A damaged cursor shows the first page.
    ticks, _sep, pk = text.partition("_")
    try:
        return _EPOCH + int(ticks) * _TICK, UUID(pk)
    except (ValueError, OverflowError):
        return None
