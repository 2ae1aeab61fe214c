import json
import logging
from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from regio import live
from regio.live import bus, tickets
from regio.live.actions import ticket_key
from regio.live.tests.wire import Browser, HubProcess

pytestmark = pytest.mark.django_db(transaction=True)
Heard = Callable[[], list[str]]
LAST = "news-end"


@pytest.fixture
def heard(database_url: str) -> Iterator[Heard]:
    """`heard()`: what came over the bus since the test began, up to now."""
    with psycopg.connect(database_url, autocommit=True) as line:
        line.execute(f"LISTEN {bus.CHANNEL}")

        def read() -> list[str]:
            live.push_on_commit(LAST, {"type": "end", "id": 0})
            payloads: list[str] = []
            for notification in line.notifies(timeout=20):
                if notification.payload.startswith(f'{{"s":"{LAST}"'):
                    return payloads
                payloads.append(notification.payload)
            raise AssertionError("the end did not come")

        yield read


def push(number: int) -> None:
    live.push_on_commit("user-1", {"type": "test", "id": number})


def ids(payloads: list[str]) -> list[int]:
    return [json.loads(payload)["e"]["id"] for payload in payloads]


def test_event_goes_out_after_commit_and_not_before(heard: Heard, database_url: str) -> None:
    with transaction.atomic():
        push(1)
        with psycopg.connect(database_url, autocommit=True) as line:
            line.execute("SELECT pg_notify(%s, %s)", [bus.CHANNEL, '{"e":{"id":0}}'])
        assert not connection.needs_rollback
    assert heard() == ['{"e":{"id":0}}', '{"s":"user-1","e":{"type":"test","id":1}}']


def test_event_of_a_rolled_back_transaction_is_never_sent(heard: Heard) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        push(1)
        raise ZeroDivisionError
    assert heard() == []


def test_event_of_a_rolled_back_savepoint_is_left_out(heard: Heard) -> None:
    with transaction.atomic():
        push(1)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            push(2)
            raise ZeroDivisionError
        with transaction.atomic():
            push(3)
        push(4)
    assert ids(heard()) == [1, 3, 4]


def test_event_outside_a_transaction_goes_out_at_once(heard: Heard) -> None:
    push(1)
    assert ids(heard()) == [1]


def test_events_of_one_transaction_are_sent_in_one_statement_in_order(heard: Heard) -> None:
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        for number in range(5):
            push(number)
        live.cut_on_commit("user-1", user_id=1)
    assert [query["sql"] for query in queries if "pg_notify" in query["sql"]] == [queries[-1]["sql"]]
    payloads = heard()
    assert ids(payloads[:-1]) == [0, 1, 2, 3, 4]
    assert payloads[-1] == '{"cut":"user-1","user":1}'


def test_hook_of_somebody_else_keeps_its_place_between_events(heard: Heard) -> None:
    with transaction.atomic():
        push(1)
        transaction.on_commit(lambda: push(2))
        push(3)
    assert ids(heard()) == [1, 2, 3]


def test_event_knows_times_and_umlauts(heard: Heard) -> None:
    now = timezone.now()
    live.push_on_commit("user-1", {"type": "test", "id": 1, "at": now, "text": "Grüße"})
    (payload,) = heard()
    assert '"text":"Grüße"' in payload
    assert json.loads(payload)["e"]["at"][:23] == now.isoformat()[:23]


@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_event_above_7500_bytes_is_sent_by_type_and_id_only(heard: Heard, extra: int) -> None:
    frame = len('{"s":"user-1","e":{"type":"test","id":1,"text":""}}')
    room = bus.MAX_BYTES - frame + extra
    event = {"type": "test", "id": 1, "text": "ä" * (room // 2) + "x" * (room % 2)}
    live.push_on_commit("user-1", event)
    (payload,) = heard()
    assert json.loads(payload)["e"] == (event if extra <= 0 else {"type": "test", "id": 1, "cut": True})
    assert len(payload.encode()) <= bus.MAX_BYTES


@pytest.mark.parametrize("stream", ["", "*", "x" * 201])
def test_bad_stream_name_is_refused_at_once(heard: Heard, stream: str) -> None:
    with pytest.raises(ValueError, match="a stream has a name"):
        live.push_on_commit(stream, {"type": "test", "id": 1})
    assert heard() == []


def test_database_lost_after_commit_does_not_harm_the_request(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    def kill() -> None:
        with psycopg.connect(database_url, autocommit=True) as line:
            line.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])

    with caplog.at_level(logging.WARNING, "regio.live"):
        with transaction.atomic():
            ContentType.objects.create(app_label="kept", model="kept")
            transaction.on_commit(kill)
            push(1)
        connection.close()
    assert ContentType.objects.filter(model="kept").exists()
    assert caplog.messages == ["hint to sockets lost (OperationalError)"]


def test_ticket_is_signed_with_the_key_of_the_installation(settings: object) -> None:
    settings.LIVE_TICKET_SECONDS = 120  # type: ignore[attr-defined]
    ticket = tickets.read(ticket_key(), live.ticket(7, ["user-7"]))
    assert (ticket.user_id, ticket.streams, ticket.expires - ticket.issued) == (7, ("user-7",), 120_000)


def test_pushed_event_arrives_at_a_socket_and_a_cut_ends_it(hub: HubProcess, sign: Callable[..., str]) -> None:
    with (
        Browser(hub.port).open(sign("conversation-x", user_id=1)) as former,
        Browser(hub.port).open(sign("conversation-x", user_id=2)) as member,
    ):
        with transaction.atomic():
            live.push_on_commit("conversation-x", {"type": "test", "id": 1})
            live.cut_on_commit("conversation-x", user_id=1)
            live.push_on_commit("conversation-x", {"type": "test", "id": 2})
        assert [member.hear()["e"]["id"] for _ in range(2)] == [1, 2]
        assert former.hear()["e"]["id"] == 1
        assert former.hear() == {"type": "renew"}
        former.say({"ticket": sign("user-1", user_id=1)})
        assert former.hear()["type"] == "ready"
