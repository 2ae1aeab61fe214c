"""Everything that belongs to somebody × everybody else × every verb (SECURITY 11; ASVS 8.2)."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from conftest import make_member, make_organisation, make_person
from regio.accounts.models import User
from regio.chat.models import Conversation, Message
from regio.live import ticket, tickets
from regio.live.actions import ticket_key
from regio.organisations.actions import change_role, remove_member
from regio.organisations.choices import Role
from regio.organisations.models import Organisation
from regio.region.models import Municipality
from tests.security.conftest import row_counts, visitor

As = Callable[[User], Client]
FORM = "application/x-www-form-urlencoded"
VERBS = ["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"]
STRANGERS = ["neighbour", "clerk", "owner", "trainee", "former"]


@pytest.fixture
def strangers(request: pytest.FixtureRequest, shop: Organisation) -> dict[str, User]:
    """Foreign people, also near ones: who only is a member of the organisation, and who no longer is."""
    found = {name: request.getfixturevalue(name) for name in STRANGERS[:3]}
    trainee = make_member(shop, make_person("Tom Trainee"), role=Role.MEMBER)
    former = make_member(shop, make_person("Fred Former"), role=Role.EDITOR)
    remove_member(shop, person=former, by=None)
    return found | {"trainee": trainee, "former": former}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_conversation_does_not_exist_for_strangers(
    verb: str, accept: str, strangers: dict[str, User], talk: Conversation, as_user: As
) -> None:
    before = row_counts()
    pages = ["", "nachrichten/", "nachrichten/?nach=0", "nachrichten/?vor=9", "gelesen/"]
    for name, person in strangers.items():
        client = as_user(person)
        client.raise_request_exception = False
        for page in pages:
            answers = [
                client.generic(verb, f"/postfach/{pk}/{page}", "text=x&seq=1", FORM, headers={"accept": accept})
                for pk in (talk.pk, uuid4())
            ]
            assert answers[0].status_code == answers[1].status_code, (name, page)
            assert answers[0].status_code in (404, 405), (name, page)
            assert "Guten Tag" not in answers[0].content.decode()
    assert row_counts() == before


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_without_signing_in_existing_and_unknown_look_the_same(accept: str, talk: Conversation) -> None:
    for page in ("", "nachrichten/", "gelesen/"):
        for method in ("get", "post", "head"):
            known, unknown = (
                getattr(visitor(), method)(f"/postfach/{pk}/{page}", headers={"accept": accept}) for pk in (talk.pk, uuid4())
            )  # fmt: skip
            assert known.status_code == unknown.status_code in (302, 401)
            assert known.headers.get("Location", "").replace(str(talk.pk), "") == unknown.headers.get(
                "Location", ""
            ).replace(unknown.wsgi_request.path.split("/")[2], "")


def test_shared_inbox_does_not_exist_for_strangers(strangers: dict[str, User], shop: Organisation, as_user: As) -> None:
    for person in strangers.values():
        for slug in (shop.slug, "gibt-es-nicht"):
            assert as_user(person).get("/postfach/", {"fuer": slug}).status_code == 404


def test_an_id_of_another_message_gives_nothing_away(
    neighbour: User, talk: Conversation, office: Organisation, as_user: As
) -> None:
    taken = Message.objects.get(conversation=talk).pk
    client = as_user(neighbour)
    client.post(f"/postfach/an/{office.slug}/", {"text": "Hallo", "id": uuid4()})
    own = Conversation.objects.get(person=neighbour)
    answer = client.post(
        f"/postfach/{own.pk}/nachrichten/", {"text": "x", "id": taken}, headers={"accept": "application/json"}
    )
    assert (answer.status_code, "Guten Tag" in answer.content.decode()) == (409, False)
    assert Message.objects.get(pk=taken).conversation_id == talk.pk
    assert own.messages.count() == 1


def test_draft_organisation_is_found_nowhere(
    town: Municipality, shopkeeper: User, neighbour: User, as_user: As
) -> None:
    hidden = make_organisation("Zwielichtwerkstatt", municipality=town, published_at=None)
    make_member(hidden, shopkeeper, role=Role.MANAGER)
    for client in (visitor(), as_user(neighbour)):
        assert client.get(f"/verzeichnis/{hidden.slug}/").status_code == 404
        assert client.get(f"/postfach/an/{hidden.slug}/").status_code == 404
        assert client.post(f"/postfach/an/{hidden.slug}/", {"text": "x", "id": uuid4()}).status_code == 404
        for address in (
            "/suche/?q=Zwielicht",
            "/verzeichnis/?q=Zwielicht",
            "/suche/vorschlaege/?q=Zwie",
            "/verzeichnis/",
        ):
            assert "Zwielichtwerkstatt" not in client.get(address).content.decode()
        place = client.get(f"/gemeinden/{town.slug}/").content.decode()
        assert "Zwielichtwerkstatt" not in place
    assert as_user(shopkeeper).get(f"/verzeichnis/{hidden.slug}/").status_code == 200


def renewed(client: Client, token: str) -> tuple[int, list[str]]:
    answer = client.post("/live/ticket/", {"ticket": token})
    body = answer.json()
    return answer.status_code, list(tickets.read(ticket_key(), body["ticket"]).streams) if "ticket" in body else []


def test_renewal_gives_only_what_the_person_may_hear(
    strangers: dict[str, User], resident: User, shopkeeper: User, shop: Organisation, talk: Conversation, as_user: As
) -> None:
    wanted = [
        f"conversation-{talk.pk}", f"organisation-{shop.pk}", f"user-{resident.pk}", f"user-{shopkeeper.pk}", "*", "user-",
        "conversation-", "conversation-*", f"organisation-{shop.pk} ", f"organisation-0{shop.pk}x", "nothing-1", "organisation-١",
        f"user-{resident.pk}\x00", "user-*", f"User-{resident.pk}", "conversation-' OR 1=1", "organisation-" + "9" * 30,
    ]  # fmt: skip
    for person in strangers.values():
        assert renewed(as_user(person), ticket(person.pk, wanted)) == (200, [])
    assert renewed(as_user(resident), ticket(resident.pk, wanted))[1] == [
        f"conversation-{talk.pk}",
        f"user-{resident.pk}",
    ]


def test_ticket_of_another_person_is_refused(resident: User, neighbour: User, as_user: As) -> None:
    theirs = ticket(resident.pk, [f"user-{resident.pk}"])
    assert renewed(as_user(neighbour), theirs) == (403, [])
    assert renewed(visitor(), theirs) == (403, [])


def test_forged_tickets_are_refused(resident: User, as_user: As) -> None:
    good = ticket(resident.pk, [f"user-{resident.pk}"])
    body, _, mac = good.partition(".")
    other_key = tickets.sign(tickets.derive_key("another secret"), user_id=resident.pk, streams=["user-1"], seconds=60)
    raw_key = tickets.sign(b"only-for-tests", user_id=resident.pk, streams=["user-1"], seconds=60)
    empty_key = tickets.sign(b"", user_id=resident.pk, streams=["user-1"], seconds=60)
    swapped = f"{ticket(resident.pk, ['user-1']).partition('.')[0]}.{mac}"
    forged = [
        "", ".", "x", body, f"{body}.", f".{mac}", f"{body}.{mac[:-1]}", f"{body}.{mac}=", f"{body}.{mac}.{mac}", f"{body} .{mac}",
        f"{body}.{mac.swapcase()}", good[::-1], other_key, raw_key, empty_key, swapped, "ü.ü", f"{body}\n.{mac}", "a" * 100_000,
    ]  # fmt: skip
    client = as_user(resident)
    for token in forged:
        assert renewed(client, token) == (403, []), token[:40]
    assert renewed(client, good)[0] == 200


def test_lost_roles_are_lost_at_the_next_renewal(shop: Organisation, talk: Conversation, as_user: As) -> None:
    editor = make_member(shop, make_person("Emil Editor"), role=Role.EDITOR)
    make_member(shop, make_person("Mia Manager"), role=Role.MANAGER)
    streams = [f"organisation-{shop.pk}", f"conversation-{talk.pk}"]
    client = as_user(editor)
    assert renewed(client, ticket(editor.pk, streams))[1] == streams
    change_role(shop, person=editor, role=Role.MEMBER, by=None)
    assert renewed(client, ticket(editor.pk, streams)) == (200, [])
    assert client.get(f"/postfach/{talk.pk}/").status_code == 404


def test_messages_of_one_side_cannot_be_sent_as_the_other(
    resident: User, talk: Conversation, shop: Organisation, as_user: As
) -> None:
    data = {"text": "x", "id": uuid4(), "for_organisation": "1", "is_from_organisation": "1", "author": 1, "seq": 99}
    as_user(resident).post(f"/postfach/{talk.pk}/nachrichten/", data, headers={"accept": "application/json"})
    message = Message.objects.get(pk=data["id"])
    assert (message.author, message.is_from_organisation, message.seq) == (resident, False, 2)
    assert message.sent_at <= timezone.now()
