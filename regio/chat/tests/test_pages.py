"""Inbox and conversation as people see them, with and without script."""

import re
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from conftest import make_member, make_person
from regio.accounts.models import User
from regio.chat.models import Conversation, Message, ReadPosition
from regio.organisations.choices import Role
from regio.organisations.models import Membership, Organisation

Say = Callable[..., Message]
SignIn = Callable[[User], Client]
JSON = {"Accept": "application/json"}


def address(name: str, conversation: Conversation) -> str:
    return reverse(f"chat:{name}", args=[conversation.pk])


def hidden_id(body: str) -> str:
    return re.findall(r'name="id" value="([^"]+)"', body)[0]


def test_person_and_shop_talk_without_script(
    resident: User, shop: Organisation, shopkeeper: User, as_user: SignIn
) -> None:
    rosa, sina = as_user(resident), as_user(shopkeeper)
    first = rosa.get(f"/postfach/an/{shop.slug}/")
    sent = rosa.post(
        f"/postfach/an/{shop.slug}/", {"id": hidden_id(first.text), "text": "Haben Sie Mangold?"}, follow=True
    )
    assert "Haben Sie Mangold?" in sent.text
    here = f"/postfach/{Conversation.objects.get().pk}/"
    assert sent.request["PATH_INFO"] == here

    inbox = sina.get(f"/postfach/?fuer={shop.slug}").text
    assert "Rosa Resident" in inbox
    assert "Haben Sie Mangold?" in inbox
    assert "Haben Sie Mangold?" not in sina.get("/postfach/").text  # not a conversation of her own
    page = sina.get(here).text
    answered = sina.post(f"{here}nachrichten/", {"id": hidden_id(page), "text": "Ja, gern."})
    assert answered.headers["Location"] == f"{here}#ende"
    seen = rosa.get(here).text
    assert "Ja, gern." in seen
    assert "für Bäckerei Morgenröte, von Sina Shopkeeper" in seen or (
        "for Bäckerei Morgenröte, by Sina Shopkeeper" in seen
    )


def test_a_form_sent_twice_stores_once(conversation: Conversation, resident: User, as_user: SignIn) -> None:
    client = as_user(resident)
    form = {"id": hidden_id(client.get(address("conversation", conversation)).text), "text": "Hallo"}
    for _ in range(2):
        assert client.post(address("messages", conversation), form).status_code == 302
    assert Message.objects.count() == 1


def test_what_was_typed_stays_when_it_is_refused(conversation: Conversation, resident: User, as_user: SignIn) -> None:
    client = as_user(resident)
    long = "Lang" * 1300
    answer = client.post(address("messages", conversation), {"id": str(uuid4()), "text": long})
    assert answer.status_code == 422
    assert long in answer.text
    assert 'aria-invalid="true"' in answer.text
    empty = client.post(address("messages", conversation), {"id": str(uuid4()), "text": " \u200b"})
    assert empty.status_code == 422
    assert not Message.objects.exists()


@pytest.mark.parametrize("id", ["", "1", "x" * 300, "' or 1=1 --", "\x00", "../../etc/passwd", "<b>"])
def test_damaged_ids_of_messages_are_refused(
    conversation: Conversation, resident: User, as_user: SignIn, id: str
) -> None:
    for headers in ({}, JSON):
        answer = as_user(resident).post(address("messages", conversation), {"id": id, "text": "Hallo"}, headers=headers)
        assert answer.status_code == 422
    assert not Message.objects.exists()


def test_scripts_send_and_get_the_stored_message(conversation: Conversation, resident: User, as_user: SignIn) -> None:
    mine = str(uuid4())
    for _ in range(2):
        answer = as_user(resident).post(address("messages", conversation), {"id": mine, "text": "Hallo"}, headers=JSON)
        assert answer.status_code == 201
        sent_at = Message.objects.get().sent_at
        body = answer.json()
        assert abs((type(sent_at).fromisoformat(body.pop("sent_at")) - sent_at).total_seconds()) < 0.002
        assert body == {
            "id": mine,
            "seq": 1,
            "text": "Hallo",
            "author": "Rosa Resident",
            "from_organisation": False,
            "mine": True,
            "read": False,
        }


def test_refusals_for_scripts_are_problem_documents(
    conversation: Conversation, resident: User, as_user: SignIn, say: Say
) -> None:
    client = as_user(resident)
    for _ in range(40):
        say(conversation, resident)
    fast = client.post(address("messages", conversation), {"id": str(uuid4()), "text": "x"}, headers=JSON)
    long = client.post(address("messages", conversation), {"id": str(uuid4()), "text": "x" * 5001}, headers=JSON)
    out = Client().post(address("messages", conversation), {"id": str(uuid4()), "text": "x"}, headers=JSON)
    assert [(a.status_code, a.json()["code"], a.headers["Content-Type"]) for a in (fast, long, out)] == [
        (429, "too_fast", "application/problem+json"),
        (422, "long_message", "application/problem+json"),
        (401, "signed_out", "application/problem+json"),
    ]
    assert Message.objects.count() == 40


def test_history_comes_in_pages_of_fifty(
    conversation: Conversation, resident: User, shopkeeper: User, as_user: SignIn, say: Say, no_pace: None
) -> None:
    for number in range(1, 121):
        say(conversation, (resident, shopkeeper)[number % 2], f"Nummer {number}")
    client = as_user(resident)

    def numbers(query: str) -> list[int]:
        body = client.get(address("messages", conversation) + query, headers=JSON).json()
        return [message["seq"] for message in body["messages"]]

    assert numbers("") == list(range(71, 121))
    assert numbers("?vor=71") == list(range(21, 71))
    assert numbers("?vor=21") == list(range(1, 21))
    assert numbers("?vor=1") == []
    assert numbers("?nach=117") == [118, 119, 120]
    assert numbers("?nach=120") == []
    page = client.get(address("conversation", conversation) + "?vor=71").text
    assert "Nummer 70" in page
    assert "Nummer 71" not in page
    assert 'href="?' not in page
    assert f"{address('conversation', conversation)}?vor=21" in page


@pytest.mark.parametrize("query", ["?vor=x", "?vor=-1", "?nach=99999999999999", "?vor=1;drop", "?nach=%00"])
def test_damaged_places_in_a_history_are_refused(
    conversation: Conversation, resident: User, as_user: SignIn, query: str
) -> None:
    client = as_user(resident)
    assert client.get(address("messages", conversation) + query, headers=JSON).status_code == 400
    assert client.get(address("conversation", conversation) + query).status_code == 200


def test_opening_a_conversation_reads_it_and_the_other_side_sees_that(
    conversation: Conversation, resident: User, shopkeeper: User, as_user: SignIn, say: Say
) -> None:
    say(conversation, resident)
    client = as_user(resident)
    before = client.get(address("messages", conversation), headers=JSON).json()
    as_user(shopkeeper).get(address("conversation", conversation), headers={"Sec-Purpose": "prefetch"})
    assert client.get(address("messages", conversation), headers=JSON).json() == before
    as_user(shopkeeper).get(address("conversation", conversation))
    after = client.get(address("messages", conversation), headers=JSON).json()
    assert (before["read_seq"], after["read_seq"]) == (0, 1)
    assert [message["read"] for message in after["messages"]] == [True]


def test_reading_is_noted_for_scripts(
    conversation: Conversation, resident: User, shopkeeper: User, as_user: SignIn, say: Say
) -> None:
    say(conversation, resident)
    client = as_user(shopkeeper)
    assert client.post(address("read", conversation), {"seq": "1"}).status_code == 204
    assert ReadPosition.objects.get(person=shopkeeper).seq == 1
    for seq in ("", "0", "-1", "x", "99999999999"):
        assert client.post(address("read", conversation), {"seq": seq}).status_code == 400


def test_every_address_of_a_foreign_conversation_is_not_found(
    conversation: Conversation, resident: User, neighbour: User, clerk: User, owner: User, shop: Organisation,
    as_user: SignIn, say: Say,
) -> None:  # fmt: skip
    say(conversation, resident, "Ganz privat")
    member = make_member(shop, make_person("Mia Member"), role=Role.MEMBER)
    for person in (neighbour, clerk, owner, member):
        client = as_user(person)
        answers = [
            client.get(address("conversation", conversation)),
            client.get(address("messages", conversation), headers=JSON),
            client.post(address("messages", conversation), {"id": str(uuid4()), "text": "x"}, headers=JSON),
            client.post(address("messages", conversation), {"id": str(uuid4()), "text": "x"}),
            client.post(address("read", conversation), {"seq": "1"}),
            client.get(f"/postfach/?fuer={shop.slug}"),
        ]
        assert [answer.status_code for answer in answers] == [404] * 6
        assert not any("Ganz privat" in answer.text for answer in answers)
        assert "Ganz privat" not in client.get(f"/postfach/?offen={conversation.pk}").text
    assert Message.objects.count() == 1
    assert set(ReadPosition.objects.values_list("person", flat=True)) == {resident.pk}


def test_unknown_and_damaged_addresses_are_not_found(resident: User, as_user: SignIn) -> None:
    client = as_user(resident)
    paths = [
        f"/postfach/{UUID(int=0)}/",
        "/postfach/1/",
        "/postfach/x%00/",
        "/postfach/an/gibt-es-nicht/",
        "/postfach/?fuer=x",
    ]
    assert [client.get(path).status_code for path in paths] == [404] * 5


def test_a_removed_member_finds_nothing_at_once(
    conversation: Conversation, resident: User, shop: Organisation, shopkeeper: User, as_user: SignIn, say: Say
) -> None:
    say(conversation, resident)
    client = as_user(shopkeeper)
    assert client.get(address("conversation", conversation)).status_code == 200
    Membership.objects.filter(person=shopkeeper).delete()
    assert client.get(address("conversation", conversation)).status_code == 404
    assert client.get(f"/postfach/?fuer={shop.slug}").status_code == 404
    assert client.post(address("messages", conversation), {"id": str(uuid4()), "text": "x"}).status_code == 404


def test_strangers_are_asked_to_sign_in_and_come_back(conversation: Conversation) -> None:
    answer = Client().get(address("conversation", conversation))
    assert answer.headers["Location"] == f"/konto/anmelden/?next=/postfach/{conversation.pk}/"


def test_staff_who_want_to_write_to_themselves_get_their_inbox(
    shop: Organisation, shopkeeper: User, as_user: SignIn
) -> None:
    answer = as_user(shopkeeper).get(f"/postfach/an/{shop.slug}/")
    assert answer.headers["Location"] == f"/postfach/?fuer={shop.slug}"
