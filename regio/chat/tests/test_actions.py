"""Opening, sending, reading."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import make_member, make_person
from regio.accounts.models import User
from regio.audit.models import Entry
from regio.chat import actions
from regio.chat.errors import EmptyMessage, IdTaken, LongMessage, TooFast
from regio.chat.models import Conversation, Message, ReadPosition
from regio.core.errors import Forbidden
from regio.organisations.choices import Role
from regio.organisations.models import Organisation

Say = Callable[..., Message]


def test_opening_twice_gives_the_same_conversation_and_one_audit_entry(resident: User, shop: Organisation) -> None:
    first = actions.open_conversation(shop, by=resident)
    assert actions.open_conversation(shop, by=resident) == first
    assert list(Entry.objects.values_list("deed", "by", "key")) == [
        ("chat.conversation_opened", resident.pk, str(first.pk))
    ]


def test_an_unpublished_organisation_is_not_written_to(resident: User, shop: Organisation) -> None:
    shop.published_at = None
    with pytest.raises(Forbidden):
        actions.open_conversation(shop, by=resident)
    assert not Conversation.objects.exists()
    assert not Entry.objects.exists()


def test_messages_are_numbered_and_move_the_inbox(
    conversation: Conversation, resident: User, shopkeeper: User, say: Say
) -> None:
    say(conversation, resident, "Haben Sie  heute\nMangold?")
    say(conversation, shopkeeper, "Ja, gern.")
    rows = Message.objects.order_by("seq").values_list("seq", "author", "is_from_organisation", "text")
    assert list(rows) == [(1, resident.pk, False, "Haben Sie  heute\nMangold?"), (2, shopkeeper.pk, True, "Ja, gern.")]
    conversation.refresh_from_db()
    assert (conversation.last_seq, conversation.last_text, conversation.is_last_from_person) == (2, "Ja, gern.", False)
    assert conversation.last_at == Message.objects.get(seq=2).sent_at


def test_the_writer_has_read_what_was_written(
    conversation: Conversation, resident: User, shopkeeper: User, say: Say
) -> None:
    say(conversation, resident)
    say(conversation, shopkeeper)
    assert dict(ReadPosition.objects.values_list("person", "seq")) == {resident.pk: 1, shopkeeper.pk: 2}


def test_texts_of_messages_never_enter_the_audit_trail(conversation: Conversation, resident: User, say: Say) -> None:
    say(conversation, resident, "Ganz privat")
    assert list(Entry.objects.values_list("deed", "data")) == [("chat.conversation_opened", {})]


def test_the_same_id_again_answers_with_the_stored_message(
    conversation: Conversation, resident: User, say: Say
) -> None:
    stored = say(conversation, resident, "Hallo")
    again = say(conversation, resident, "Hallo", id=stored.pk)
    assert (again.pk, again.seq) == (stored.pk, 1)
    assert Message.objects.count() == 1
    conversation.refresh_from_db()
    assert conversation.last_seq == 1
    assert say(conversation, resident, "Noch etwas").seq == 2


def test_an_id_of_somebody_else_or_elsewhere_is_refused(
    conversation: Conversation, resident: User, shopkeeper: User, office: Organisation, say: Say
) -> None:
    stored = say(conversation, resident, "Hallo")
    elsewhere = actions.open_conversation(office, by=resident)
    with pytest.raises(IdTaken):
        say(conversation, shopkeeper, "Meins", id=stored.pk)
    with pytest.raises(IdTaken):
        say(elsewhere, resident, "Hallo", id=stored.pk)
    assert list(Message.objects.values_list("pk", "text")) == [(stored.pk, "Hallo")]
    elsewhere.refresh_from_db()
    assert (elsewhere.last_seq, elsewhere.last_text) == (0, "")


@pytest.mark.parametrize("text", ["", "  \n\t ", "\x00\x07", "\u200b\u200d", "\ud800", "\u202e"])
def test_nothing_readable_is_no_message(conversation: Conversation, resident: User, say: Say, text: str) -> None:
    with pytest.raises(EmptyMessage):
        say(conversation, resident, text)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("a\x00b\x1bc", "abc"),
        (" zwei\r\nZeilen\r", "zwei\nZeilen"),
        ("kaputt \ud83d!", "kaputt !"),
        ("\u202egesreveR\u202c", "gesreveR"),
        ("👨‍👩‍👧 Grüße\tan ẞ", "👨‍👩‍👧 Grüße\tan ẞ"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_unreadable_characters_are_left_out(
    conversation: Conversation, resident: User, say: Say, text: str, stored: str
) -> None:
    assert Message.objects.get(pk=say(conversation, resident, text).pk).text == stored


def test_five_thousand_characters_fit_and_one_more_does_not(
    conversation: Conversation, resident: User, say: Say
) -> None:
    assert say(conversation, resident, "ü" * 5000).seq == 1
    with pytest.raises(LongMessage):
        say(conversation, resident, "ü" * 5001)
    assert Message.objects.count() == 1


def test_outsiders_neither_write_nor_mark_as_read(
    conversation: Conversation, neighbour: User, clerk: User, shop: Organisation, say: Say
) -> None:
    member = make_member(shop, make_person("Mia Member"), role=Role.MEMBER)
    for person in (neighbour, clerk, member):
        for side in (True, False):
            with pytest.raises(Forbidden):
                say(conversation, person, for_organisation=side)
        with pytest.raises(Forbidden):
            actions.mark_read(conversation, by=person, seq=1)
    assert not Message.objects.exists()
    assert not ReadPosition.objects.exists()


def test_a_first_message_that_is_refused_opens_nothing(resident: User, shop: Organisation) -> None:
    with pytest.raises(EmptyMessage):
        actions.write_to(shop, by=resident, text="\x00", id=uuid4())
    assert not Conversation.objects.exists()
    assert not Entry.objects.exists()


def test_reading_never_goes_back_nor_beyond_the_end(
    conversation: Conversation, resident: User, shopkeeper: User, say: Say
) -> None:
    for _ in range(3):
        say(conversation, resident)
    for seq, expected in [(2, 2), (1, 2), (999, 3), (0, 3)]:
        actions.mark_read(conversation, by=shopkeeper, seq=seq)
        assert ReadPosition.objects.get(person=shopkeeper).seq == expected


def test_flooding_is_refused_and_stores_nothing(
    conversation: Conversation, resident: User, shopkeeper: User, say: Say
) -> None:
    for _ in range(40):
        say(conversation, resident)
    with pytest.raises(TooFast):
        say(conversation, resident)
    assert Message.objects.count() == 40
    assert say(conversation, shopkeeper).seq == 41  # others are not slowed


def test_who_waited_may_write_again(conversation: Conversation, resident: User, say: Say) -> None:
    for _ in range(40):
        say(conversation, resident)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE chat_pace SET at = at - interval '5 seconds'")
    assert [say(conversation, resident).seq for _ in range(2)] == [41, 42]
    with pytest.raises(TooFast):
        say(conversation, resident)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("staff", [0, 30])
def test_sending_is_one_statement_in_one_transaction_however_many_answer(
    conversation: Conversation, shop: Organisation, shopkeeper: User, say: Say, staff: int
) -> None:
    for number in range(staff):
        make_member(shop, make_person(f"Person {number}"), role=Role.EDITOR)
    with CaptureQueriesContext(connection) as queries:
        say(conversation, shopkeeper)
    within = [q["sql"].split()[0] for q in queries if "pg_notify" not in q["sql"]]
    assert within == ["SELECT", "BEGIN", "WITH", "COMMIT"]
    assert sum("pg_notify" in q["sql"] for q in queries) == 1


def test_ids_are_taken_from_the_device(conversation: Conversation, resident: User, say: Say) -> None:
    mine = UUID("7c9e6679-7425-40de-944b-e07fc1f90ae7")
    assert say(conversation, resident, id=mine).pk == mine
