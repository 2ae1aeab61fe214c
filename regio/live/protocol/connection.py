"""One browser's socket: handshake, frames, limits. What it may hear is the hub's business."""

import asyncio
import time
from typing import Protocol, cast

from regio.live.protocol import frames, handshake

HELLO_SECONDS = 10  # for the handshake and the first ticket together
PING_SECONDS = 40  # proxies drop sockets that are silent for a minute
CLOSE_SECONDS = 2
MAX_LAG = 256 * 1024
MAX_FRAMES_A_SECOND = 20

SHAKING, OPEN, CLOSING = range(3)


class Host(Protocol):
    """What a connection needs of the hub."""

    origins: frozenset[str]

    def watch(self, connection: "Connection", seconds: float) -> None: ...
    def opened(self, connection: "Connection") -> None: ...
    def said(self, connection: "Connection", message: str) -> None: ...
    def silenced(self, connection: "Connection") -> None: ...
    def lost(self, connection: "Connection") -> None: ...
    def dropped(self, why: str) -> None: ...
    def health(self) -> bytes: ...


class Connection(asyncio.Protocol):
    """States: SHAKING → OPEN → CLOSING → lost. Misbehaviour ends this connection and touches no other."""

    __slots__ = (
        "_count",
        "_head",
        "_host",
        "_quiet",
        "_reader",
        "_second",
        "_state",
        "_transport",
        "due",
        "streams",
        "until",
        "user_id",
        "write",
    )

    def __init__(self, host: Host) -> None:
        self._host = host
        self._state = SHAKING
        self._head = b""
        self._reader: frames.Reader | None = None
        self._second = self._count = 0
        self._quiet = False  # a ping is out and nothing came since
        self.due = 0  # the hub's clock
        self.user_id: int | None = None
        self.streams: tuple[str, ...] = ()
        self.until = 0  # Unix milliseconds; 0: no ticket yet

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._transport.set_write_buffer_limits(high=MAX_LAG)
        self.write = self._transport.write
        self._host.watch(self, HELLO_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        self._state = CLOSING
        self._host.lost(self)
        del self.write  # a bound method of the transport: let both go without the collector

    def pause_writing(self) -> None:
        """More than MAX_LAG is unread: this client fetches afresh when it is back, memory stays bounded."""
        self._abort("laggard")

    def data_received(self, data: bytes) -> None:
        self._quiet = False
        if self._state == OPEN:
            self._read(data)
        elif self._state == SHAKING:
            self._shake(data)
        else:
            self._transport.close()  # our close frame is out; whatever this is, it ends here

    def close(self, code: int) -> None:
        """Send a close frame and hear nothing any more; the client has two seconds to answer."""
        if self._state != OPEN:
            self._transport.abort()
            return
        self._state = CLOSING
        self._host.silenced(self)
        self.write(frames.build_close(code))
        self._host.watch(self, CLOSE_SECONDS)

    def wake(self) -> None:
        """The hub's clock came to `due`: end what is over, ping what is quiet, and be watched further."""
        if self._state != OPEN or self._quiet:
            self._abort("slow" if self._state == SHAKING else "silent")
            return
        left = self.until / 1000 - time.time()
        if left <= 0:
            self.close(frames.TICKET_OVER if self.until else frames.POLICY)
        elif left < PING_SECONDS:
            self._host.watch(self, left)  # no ping: the answer would be missed before it can be here
        else:
            self._quiet = True
            self.write(frames.build(frames.PING))
            self._host.watch(self, PING_SECONDS)

    def _abort(self, why: str) -> None:
        if self._state != CLOSING:
            self._host.dropped(why)
        self._state = CLOSING
        self._transport.abort()

    def _shake(self, data: bytes) -> None:
        self._head += data
        end = self._head.find(b"\r\n\r\n")
        if end < 0 and len(self._head) <= handshake.MAX_HEAD:
            return
        head, rest, self._head = self._head[:end], self._head[end + 4 :], b""
        try:
            if end < 0 or end > handshake.MAX_HEAD:
                raise handshake.Refused(431)
            request = handshake.parse(head)
            if (request.method, request.path) == ("GET", handshake.HEALTH):
                self._answer(self._host.health())
                return
            answer = handshake.accept(request, origins=self._host.origins)
        except handshake.Refused as refused:
            self._answer(refused.answer)
            return
        self._state, self._reader = OPEN, frames.Reader()
        self.write(answer)
        self._host.opened(self)
        if rest:
            self._read(rest)

    def _answer(self, response: bytes) -> None:
        self._state = CLOSING
        self.write(response)
        self._transport.close()

    def _read(self, data: bytes) -> None:
        reader = cast(frames.Reader, self._reader)
        try:
            for opcode, payload in reader.feed(data):
                self._count_frame()
                self._take(opcode, payload)
                if self._state != OPEN:
                    return
        except frames.Malformed as malformed:
            self._host.dropped("flood" if malformed.code == frames.POLICY else "malformed")
            self.close(malformed.code)

    def _count_frame(self) -> None:
        second = int(time.monotonic())
        if second != self._second:
            self._second, self._count = second, 0
        self._count += 1
        if self._count > MAX_FRAMES_A_SECOND:
            raise frames.Malformed(frames.POLICY)

    def _take(self, opcode: int, payload: bytes) -> None:
        if opcode == frames.TEXT:
            self._host.said(self, frames.text(payload))
        elif opcode == frames.PING:
            self.write(frames.build(frames.PONG, payload))
        elif opcode == frames.CLOSE:
            frames.check_close(payload)
            self.close(int.from_bytes(payload[:2], "big") or frames.NORMAL)
            self._transport.close()
        elif opcode == frames.BINARY:
            raise frames.Malformed(frames.UNSUPPORTED)
