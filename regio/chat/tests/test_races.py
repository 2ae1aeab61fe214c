"""Many at once, in real threads against PostgreSQL."""

from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Max

from conftest import make_person
from regio.accounts.models import User
from regio.audit.models import Entry
from regio.chat import actions
from regio.chat.errors import TooFast
from regio.chat.models import Conversation, Message
from regio.core.time import now
from regio.organisations.models import Organisation

pytestmark = pytest.mark.django_db(transaction=True)
AtOnce = Callable[..., list[Any]]


def test_twenty_who_open_at_once_share_one_conversation(resident: User, shop: Organisation, at_once: AtOnce) -> None:
    opened = at_once(20, lambda _: actions.open_conversation(shop, by=resident).pk)
    assert set(opened) == {Conversation.objects.get().pk}
    assert Entry.objects.count() == 1


def test_fifty_messages_at_once_are_numbered_without_gaps(
    conversation: Conversation,
    resident: User,
    shopkeeper: User,
    say: Callable[..., Message],
    no_pace: None,
    at_once: AtOnce,
) -> None:
    sent = at_once(50, lambda n: say(conversation, (resident, shopkeeper)[n % 2], f"Nachricht {n}").seq)
    assert sorted(sent) == list(range(1, 51))
    assert list(Message.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 51))
    conversation.refresh_from_db()
    assert conversation.last_seq == 50


def test_without_the_lock_two_messages_take_the_same_place(
    conversation: Conversation, resident: User, at_once: AtOnce
) -> None:
    """What the counter under the row lock prevents: everybody reads the same highest number."""

    def naive(number: int) -> int:
        with transaction.atomic():
            highest = Message.objects.filter(conversation=conversation).aggregate(top=Max("seq"))["top"] or 0
            return Message.objects.create(
                id=uuid4(), conversation=conversation, seq=highest + 1, author=resident, text="x", sent_at=now()
            ).seq

    for _ in range(20):
        if any(isinstance(result, IntegrityError) for result in at_once(10, naive)):
            return
    pytest.fail("two writers never met")


def test_one_id_sent_twenty_times_at_once_is_one_message(
    conversation: Conversation, resident: User, say: Callable[..., Message], at_once: AtOnce
) -> None:
    mine = uuid4()
    answers = at_once(20, lambda _: say(conversation, resident, "Hallo", id=mine))
    assert Counter((answer.pk, answer.seq) for answer in answers) == {(mine, 1): 20}
    assert Message.objects.count() == 1
    conversation.refresh_from_db()
    assert conversation.last_seq == 1


def test_the_pace_holds_when_all_come_at_once(
    conversation: Conversation, resident: User, say: Callable[..., Message], at_once: AtOnce
) -> None:
    answers = at_once(48, lambda _: say(conversation, resident))
    refused = sum(isinstance(answer, TooFast) for answer in answers)
    assert Message.objects.count() == 48 - refused
    assert refused >= 48 - 40 - 2  # the bucket may leak a drop or two meanwhile


def test_positions_only_grow_when_many_pages_read_at_once(
    conversation: Conversation, shopkeeper: User, resident: User, say: Callable[..., Message], at_once: AtOnce
) -> None:
    for _ in range(20):
        say(conversation, resident)
    results = at_once(20, lambda n: actions.mark_read(conversation, by=shopkeeper, seq=n + 1))
    assert results == [None] * 20
    assert conversation.positions.get(person=shopkeeper).seq == 20


def test_people_with_the_same_id_store_it_once(
    conversation: Conversation, shop: Organisation, resident: User, at_once: AtOnce, say: Callable[..., Message]
) -> None:
    others = [actions.open_conversation(shop, by=make_person(f"Person {n}")) for n in range(8)]
    mine = uuid4()
    answers = at_once(8, lambda n: say(others[n], others[n].person, id=mine))
    assert sum(isinstance(answer, Message) for answer in answers) == 1
    assert Message.objects.count() == 1
    assert sorted(Conversation.objects.filter(pk__in=[o.pk for o in others]).values_list("last_seq", flat=True)) == [
        0
    ] * 7 + [1]
