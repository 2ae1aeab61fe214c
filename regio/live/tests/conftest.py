"""A hub of its own for every test process, on the database of the tests."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from regio.live import bus, tickets
from regio.live.tests.wire import SECRET, HubProcess


@pytest.fixture(scope="session")
def database_url(django_db_setup: None) -> str:
    at = connection.settings_dict
    return make_conninfo(
        "", dbname=at["NAME"], user=at["USER"], password=at["PASSWORD"], host=at["HOST"], port=at["PORT"]
    )


@pytest.fixture(scope="session")
def hub(database_url: str) -> Iterator[HubProcess]:
    process = HubProcess(database_url)
    yield process
    assert process.stop() == 0


@pytest.fixture
def own_hub(database_url: str) -> Iterator[HubProcess]:
    """A hub that the test may stop or cut off."""
    process = HubProcess(database_url)
    yield process
    if process.process.poll() is None:
        process.stop()


@pytest.fixture(scope="session")
def publish(database_url: str) -> Iterator[Callable[..., None]]:
    """`publish(stream, event, …)`: send events of one stream past Django; `publish.raw(payloads)` any payload."""
    with psycopg.connect(database_url, autocommit=True) as line:
        postgres = bus.PostgresBus(line.cursor)

        def send(stream: str, *events: dict[str, Any]) -> None:
            postgres.publish([bus.event_payload(stream, event) for event in events])

        send.raw = postgres.publish  # type: ignore[attr-defined]
        yield send


@pytest.fixture(scope="session")
def key() -> bytes:
    return tickets.derive_key(SECRET)


@pytest.fixture(scope="session")
def sign(key: bytes) -> Callable[..., str]:
    """`sign("stream", …, user_id=1, seconds=600)`: a genuine ticket."""

    def make(*streams: str, user_id: int | None = 1, seconds: int = 600) -> str:
        names: Sequence[str] = streams
        return tickets.sign(key, user_id=user_id, streams=names, seconds=seconds)

    return make
