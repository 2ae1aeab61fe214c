"""Clients of the chat measurement: senders over HTTP, listeners on WebSockets, in one process with one clock."""

import asyncio
import json
import struct
import time
import urllib.parse
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from regio.ops.bench.crowd import masked

TEXT = "Guten Morgen! Haben Sie für die Kiste heute auch Mangold? Und sind die Birnen schon reif? "
CLOSE, PING, PONG = 8, 9, 10
_POST = (
    "POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept: application/json\r\nAccept-Language: de\r\n"
    "Cookie: {cookie}\r\nX-CSRFToken: {csrf}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    "Content-Length: {length}\r\n\r\n"
)
_UPGRADE = (
    "GET /live HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nOrigin: {origin}\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


@dataclass
class Clock:
    """When each message was sent and seen."""

    sent: dict[str, float] = field(default_factory=dict)
    seen: dict[str, float] = field(default_factory=dict)

    def delays(self) -> list[float]:
        """Seconds from sending to being seen; a message that was never seen raises KeyError."""
        return sorted(self.seen[id] - at for id, at in self.sent.items())


async def send_all(
    host: str, port: int, writers: Sequence[dict[str, str]], *, senders: int, messages: int, clock: Clock
) -> float:
    """`messages` by `senders` connections at once, each taking turns through its own writers. Gives the seconds it took."""
    begin = time.perf_counter()
    shares = [messages // senders + (number < messages % senders) for number in range(senders)]
    work = [_send(host, port, writers[number::senders], count=shares[number], clock=clock) for number in range(senders)]
    await asyncio.gather(*work)
    return time.perf_counter() - begin


async def _send(host: str, port: int, writers: Sequence[dict[str, str]], *, count: int, clock: Clock) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    for number in range(count):
        who, id = writers[number % len(writers)], str(uuid.uuid4())
        body = urllib.parse.urlencode({"id": id, "text": TEXT + id}).encode()
        clock.sent[id] = time.perf_counter()
        writer.write(_POST.format(host=host, port=port, length=len(body), **who).encode() + body)
        await _read_answer(reader)
    writer.close()


async def _read_answer(reader: asyncio.StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    body = await reader.readexactly(length)
    if b" 201 " not in head[:20]:
        raise RuntimeError(f"not stored: {head[:40]!r} {body[:200]!r}")


async def listen(host: str, port: int, ticket: str, *, origin: str, clock: Clock) -> asyncio.Task[None]:
    """Hear what `ticket` allows; ready when the hub has answered."""
    reader, writer = await asyncio.open_connection(host, port)
    hello = masked(json.dumps({"ticket": ticket}).encode())
    writer.write(_UPGRADE.format(host=host, port=port, origin=origin).encode() + hello)
    await reader.readuntil(b"\r\n\r\n")
    ready = await _read_frame(reader, writer)
    if ready.get("type") != "ready":
        raise ConnectionError(f"hub said {ready}")
    return asyncio.create_task(_hear(reader, writer, clock))


async def _hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, clock: Clock) -> None:
    try:
        while True:
            event: dict[str, Any] = (await _read_frame(reader, writer)).get("e", {})
            if event.get("type") == "chat.message":
                clock.seen[event["id"]] = time.perf_counter()
    finally:
        writer.close()


async def _read_frame(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> dict[str, Any]:
    while True:
        first, size = await reader.readexactly(2)
        if size == 126:
            (size,) = struct.unpack("!H", await reader.readexactly(2))
        payload, opcode = await reader.readexactly(size), first & 0x0F
        if opcode == PING:
            writer.write(masked(payload, opcode=PONG))
        elif opcode == CLOSE:
            raise ConnectionError(f"the hub closed: {payload!r}")
        else:
            said: dict[str, Any] = json.loads(payload)
            return said
