"""Inboxes: a person's own, and those shared by the staff of an organisation."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import (
    FETCH_RAISE,
    Case,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

from regio.accounts.models import User
from regio.chat.models import Conversation, Message, ReadPosition
from regio.chat.rules import answering
from regio.organisations.choices import Kind
from regio.organisations.models import Membership

THREADS = 30  # lines of one page of an inbox
_EPOCH, _TICK = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


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
class Inbox:
    """One page of an inbox; `next` is the cursor of the page after it, empty at the end."""

    threads: list[Thread]
    next: str


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


def memberships_of(user: User) -> QuerySet[Membership]:
    """Those by which `user` shares an inbox, with the organisation's name, by name."""
    rows = answering(user).select_related("organisation").order_by("organisation__sort_key", "organisation_id")
    return rows.only("role", "since", "person_id", "organisation__name", "organisation__slug").fetch_mode(FETCH_RAISE)


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
