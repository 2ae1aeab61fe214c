import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import cast

import pytest
import uvloop

from regio.live import tickets
from regio.live.hub import Hub
from regio.live.protocol.connection import HELLO_SECONDS, PING_SECONDS, Connection
from regio.live.tests.wire import ORIGIN, PING, PONG, Browser

Sign = Callable[..., str]


class FastHub:
    """A hub in a thread whose seconds pass when the test says so."""

    def __init__(self, key: bytes) -> None:
        self._loop = uvloop.new_event_loop()
        self.hub = Hub(key, origins=frozenset({ORIGIN}))
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self.port = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(5)

    async def _listen(self) -> int:
        self._server = await self._loop.create_server(lambda: Connection(self.hub), "127.0.0.1", 0)
        return int(cast(asyncio.Server, self._server).sockets[0].getsockname()[1])

    def pass_seconds(self, seconds: int) -> None:
        async def pass_them() -> None:
            for _ in range(seconds):
                self.hub.tick()

        asyncio.run_coroutine_threadsafe(pass_them(), self._loop).result(5)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()


@pytest.fixture
def fast_hub(key: bytes) -> Iterator[FastHub]:
    hub = FastHub(key)
    yield hub
    hub.stop()


def test_silent_stranger_is_dropped_after_ten_seconds(fast_hub: FastHub) -> None:
    with Browser(fast_hub.port) as never_spoke, Browser(fast_hub.port).open() as no_ticket:
        never_spoke.socket.sendall(b"GET /live HTTP/1.1\r\n")
        with Browser(fast_hub.port).open():  # the hub has taken what was sent before
            fast_hub.pass_seconds(HELLO_SECONDS)
        assert never_spoke.is_over()
        assert no_ticket.close_code() == 1008


def test_quiet_socket_is_pinged_and_dropped_when_it_does_not_answer(fast_hub: FastHub, sign: Sign) -> None:
    with Browser(fast_hub.port).open(sign("user-1")) as alive, Browser(fast_hub.port).open(sign("user-1")) as dead:
        for _ in range(3):
            fast_hub.pass_seconds(PING_SECONDS)
            assert alive.frame() == (PING, b"")
            alive.send(PONG)
            alive.send(PING, b"x")  # its answer proves that the pong has been read
            assert alive.frame() == (PONG, b"x")
        assert dead.frame() == (PING, b"")
        with pytest.raises(ConnectionError):
            dead.frame()


def test_cuts_are_forgotten_when_no_ticket_can_be_that_old(
    fast_hub: FastHub, sign: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast_hub.hub.heard('{"cut":"user-1","user":1}')
    fast_hub.pass_seconds(60)
    assert fast_hub.hub._hearers._cuts.keys() == {("user-1", 1)}
    later = tickets.now_ms() + tickets.MAX_SECONDS * 1000 + 1
    monkeypatch.setattr("regio.live.streams.now_ms", lambda: later)
    fast_hub.pass_seconds(60)
    assert not fast_hub.hub._hearers._cuts
