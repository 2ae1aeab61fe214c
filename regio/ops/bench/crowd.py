"""A crowd of WebSocket clients in one process: opens many sockets, then times how long a message takes to all."""

import asyncio
import os
import struct
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import cast

_HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nOrigin: {origin}\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


def masked(payload: bytes, *, opcode: int = 1) -> bytes:
    """A client's frame."""
    size, mask = len(payload), os.urandom(4)
    length = bytes((0x80 | size,)) if size < 126 else b"\xfe" + struct.pack("!H", size)
    return bytes((0x80 | opcode,)) + length + mask + bytes(byte ^ mask[i & 3] for i, byte in enumerate(payload))


class Member(asyncio.Protocol):
    """One socket of the crowd. `ready` is done once the server has answered the handshake and the hello."""

    __slots__ = ("_crowd", "_head", "ready", "transport")

    def __init__(self, crowd: "Crowd") -> None:
        self._crowd = crowd
        self._head = b""
        self.ready: asyncio.Future[None] | None = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.transport.write(self._crowd.greeting)

    def connection_lost(self, exc: Exception | None) -> None:
        self._crowd.lost += 1
        if self.ready is not None and not self.ready.done():
            self.ready.set_exception(ConnectionError(self._head[:60]))

    def data_received(self, data: bytes) -> None:
        if self.ready is None:
            self._crowd.arrived(data)
            return
        self._head += data
        end = self._head.find(b"\r\n\r\n")
        if end >= 0 and (not self._crowd.hello or len(self._head) > end + 4):
            if not self._head.startswith(b"HTTP/1.1 101"):
                raise ConnectionError(self._head[:60])
            self.ready.set_result(None)
            self.ready, self._head = None, b""


@dataclass
class Crowd:
    """Sockets to one server. `hello` is each client's first message; the server's first frame answers it."""

    host: str
    port: int
    path: str = "/live"
    origin: str = "http://crowd.example"
    hello: bytes = b""
    lost: int = 0
    members: list[Member] = field(default_factory=list)
    _token: bytes | None = None
    _since: float = 0.0
    _late: list[float] = field(default_factory=list)
    _done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def greeting(self) -> bytes:
        """Handshake and hello in one packet."""
        head = _HANDSHAKE.format(path=self.path, host=self.host, port=self.port, origin=self.origin).encode()
        return head + (masked(self.hello) if self.hello else b"")

    async def gather(self, size: int, *, at_once: int = 64) -> None:
        """Open `size` sockets and wait until all are ready."""
        loop, door = asyncio.get_running_loop(), asyncio.Semaphore(at_once)

        async def enter() -> Member:
            async with door:
                _, member = await loop.create_connection(lambda: Member(self), self.host, self.port)
                if member.ready is not None:
                    await asyncio.wait_for(member.ready, 30)
                return member

        self.members = await asyncio.gather(*(enter() for _ in range(size)))

    async def time_message(self, send: Callable[[str], Awaitable[None]], token: str) -> list[float]:
        """Seconds from calling `send(token)` until each socket had a frame that holds `token`."""
        self._token, self._late = token.encode(), []
        self._done.clear()
        self._since = time.perf_counter()
        await send(token)
        async with asyncio.timeout(30):
            await self._done.wait()
        self._token = None
        return self._late

    def arrived(self, data: bytes) -> None:
        """Called by a member for every packet."""
        if self._token is not None and self._token in data:
            self._late.append(time.perf_counter() - self._since)
            if len(self._late) == len(self.members):
                self._done.set()

    def leave(self) -> None:
        """Drop all sockets."""
        for member in self.members:
            member.transport.abort()
