"""Bus: carries events from the web processes to every hub. PostgreSQL's LISTEN/NOTIFY; no Django in here.

Wire format, one JSON object a notification: `{"s": stream, "e": event}`, or `{"cut": stream, "user": id}`, an order to
the hubs. The first kind is handed to browsers byte by byte as it came.
"""

import asyncio
import json
import logging
import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from typing import Any, Protocol

import psycopg

from regio.live import streams

CHANNEL = "regio_live"
MAX_BYTES = 7_500  # NOTIFY refuses 8,000
CHECK_SECONDS = 30
_FIRST_DELAY, _LAST_DELAY = 0.1, 3.0

log = logging.getLogger("regio.live")


class Bus(Protocol):
    """Something that carries payloads to all hubs, in order. May raise when it is down: callers treat it as a hint."""

    def publish(self, payloads: Sequence[str]) -> None: ...


class Cursor(Protocol):
    """The part of a database cursor that publishing needs."""

    def __enter__(self) -> "Cursor": ...
    def __exit__(self, *error: Any) -> Any: ...
    def execute(self, sql: str, params: Sequence[Any]) -> Any: ...


class PostgresBus:
    """Publishes through the caller's own database connection: one statement for any number of payloads."""

    def __init__(self, cursor: Callable[[], Cursor]) -> None:
        self._cursor = cursor

    def publish(self, payloads: Sequence[str]) -> None:
        with self._cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, p) FROM unnest(%s::text[]) AS p", [CHANNEL, list(payloads)])


def event_payload(stream: str, event: Mapping[str, Any], *, encoder: type[json.JSONEncoder] | None = None) -> str:
    """The notification for `event`; above 7,500 bytes only its type and id, with `"cut": true`.

    Raises ValueError for a bad stream name or an id that is itself too long.
    """
    _check_name(stream)
    payload = _dump({"s": stream, "e": event}, encoder)
    if len(payload.encode()) <= MAX_BYTES:
        return payload
    payload = _dump({"s": stream, "e": {"type": event.get("type"), "id": event.get("id"), "cut": True}}, encoder)
    if len(payload.encode()) > MAX_BYTES:
        raise ValueError("type and id of an event must be short")
    return payload


def cut_payload(stream: str, *, user_id: int) -> str:
    """The order that `user_id` no longer hears `stream` (`*`: hears nothing any more)."""
    if stream != streams.EVERY:
        _check_name(stream)
    return _dump({"cut": stream, "user": user_id})


async def listen(url: str, *, heard: Callable[[str], None], up: Callable[[bool], None]) -> None:
    """Hand every notification to `heard`, for ever; `up` is told when the line to PostgreSQL stands or broke."""
    delay = _FIRST_DELAY
    while True:
        try:
            async with await _connect(url) as connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                delay = _FIRST_DELAY
                up(True)
                await _hear(connection, heard)
        except (psycopg.Error, OSError, TimeoutError) as error:
            up(False)
            log.warning("database not reachable (%s), trying again", type(error).__name__)
        await asyncio.sleep(delay * random.uniform(0.5, 1.0))  # noqa: S311 - spreads the hubs, no secret
        delay = min(delay * 2, _LAST_DELAY)


async def _connect(url: str) -> psycopg.AsyncConnection:
    return await psycopg.AsyncConnection.connect(
        url, autocommit=True, application_name="regio-live", connect_timeout=5, prepare_threshold=None
    )


async def _hear(connection: psycopg.AsyncConnection, heard: Callable[[str], None]) -> None:
    while True:
        async with aclosing(connection.notifies(timeout=CHECK_SECONDS)) as notifications:
            async for notification in notifications:
                heard(notification.payload)
                await asyncio.sleep(0)  # lets the sockets take what was written before the next event adds to it
        # A network that died silently is only noticed by asking.
        await asyncio.wait_for(connection.execute("SELECT 1"), 5)


def _check_name(stream: str) -> None:
    if not stream or stream == streams.EVERY or len(stream) > streams.MAX_NAME:
        raise ValueError(f"a stream has a name of 1 to {streams.MAX_NAME} characters")


def _dump(value: object, encoder: type[json.JSONEncoder] | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), cls=encoder)
