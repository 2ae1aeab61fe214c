"""The hub: forwards events from the bus to the sockets that may hear them. `python -m regio.live.hub`, no Django.

Environment: LIVE_HOST, LIVE_PORT (0: any free one), LIVE_ORIGINS (allowed origins, separated by commas), DATABASE_URL
(libpq), REGIO_SECRET_KEY. One line a thing that matters on standard error; never a ticket, a person or an address.
"""

import asyncio
import contextlib
import gc
import json
import logging
import os
import resource
import signal
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass

import uvloop

from regio.live import bus, tickets
from regio.live.protocol import frames, handshake
from regio.live.protocol.connection import PING_SECONDS, Connection
from regio.live.streams import Hearers

GRACE_SECONDS = 60  # how long tickets count that are older than our line to the bus: a cut may have been missed
GOODBYE_SECONDS = 1.5

log = logging.getLogger("regio.live")


@dataclass(frozen=True, slots=True)
class Config:
    """What the environment says."""

    host: str
    port: int
    origins: frozenset[str]
    database_url: str
    key: bytes

    @classmethod
    def from_environment(cls) -> "Config":
        """Raises SystemExit with a sentence when something is missing."""
        missing = [name for name in ("DATABASE_URL", "REGIO_SECRET_KEY", "LIVE_ORIGINS") if not os.environ.get(name)]
        if missing:
            sys.exit(f"live hub: please set {', '.join(missing)}")
        origins = os.environ["LIVE_ORIGINS"].replace(",", " ").split()
        return cls(
            host=os.environ.get("LIVE_HOST", "127.0.0.1"),
            port=int(os.environ.get("LIVE_PORT", "8001")),
            origins=frozenset(origin.rstrip("/") for origin in origins) - {"null"},
            database_url=os.environ["DATABASE_URL"],
            key=tickets.derive_key(os.environ["REGIO_SECRET_KEY"]),
        )


class Hub:
    """All sockets of this process. One thread, one event loop: nothing in here needs a lock."""

    def __init__(self, key: bytes, *, origins: frozenset[str]) -> None:
        self.origins = origins
        self._key = key
        self._hearers = Hearers()
        self._open: set[Connection] = set()
        self._clock = 0
        self._watched: defaultdict[int, list[Connection]] = defaultdict(list)
        self._dropped: Counter[str] = Counter()
        self._listening_since: int | None = None

    # what connections ask of their host

    def watch(self, connection: Connection, seconds: float) -> None:
        """Wake `connection` in about `seconds`; an earlier wish of it is forgotten."""
        connection.due = self._clock + max(1, round(seconds))
        self._watched[connection.due].append(connection)

    def opened(self, connection: Connection) -> None:
        self._open.add(connection)

    def said(self, connection: Connection, message: str) -> None:
        """The only thing a client can say is its ticket; a later one takes the place of the first."""
        try:
            token = json.loads(message)["ticket"]
            ticket = tickets.read(self._key, token)
        except tickets.ExpiredTicket:
            connection.close(frames.TICKET_OVER)
        except tickets.BadTicket:
            self.dropped("bad ticket")
            connection.close(frames.TICKET_BAD)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            self.dropped("malformed")
            connection.close(frames.POLICY)
        else:
            self._admit(connection, ticket)

    def silenced(self, connection: Connection) -> None:
        self._hearers.drop(connection)

    def lost(self, connection: Connection) -> None:
        self._open.discard(connection)
        self._hearers.drop(connection)

    def dropped(self, why: str) -> None:
        self._dropped[why] += 1

    def health(self) -> bytes:
        """The answer to GET /healthz: 503 while events cannot arrive."""
        ok = self._listening_since is not None
        body = {"status": "ok" if ok else "database down", "listening": ok, "sockets": len(self._open)}
        return handshake.response(200 if ok else 503, body=json.dumps(body).encode(), kind="application/json")

    # what the bus tells

    def heard(self, payload: str) -> None:
        """One notification: an event, encoded once for all its hearers, or a cut."""
        try:
            message = json.loads(payload)
            if "cut" in message:
                self._cut(message["cut"], user_id=message["user"])
                return
            hearers = self._hearers.of(message["s"])
        except (ValueError, TypeError, KeyError):
            log.warning("notification that is none of ours ignored")
            return
        frame = frames.build(frames.TEXT, payload.encode())
        for connection in hearers:
            connection.write(frame)

    def _cut(self, stream: str, *, user_id: int) -> None:
        """Who lost something asks the web server what is left; who may hear nothing more is told so there."""
        for connection in self._hearers.cut(stream, user_id=user_id):
            connection.write(_RENEW)

    def listening(self, up: bool) -> None:
        """The line to the bus stands (again) or broke. Whoever may have missed something is told to fetch."""
        if not up:
            self._listening_since = None
            return
        self._listening_since = tickets.now_ms()
        log.info("listening to the database, %d sockets told to fetch", len(self._open))
        frame = _message(type="resync", seconds=GRACE_SECONDS)
        for connection in [c for c in self._open if c.until]:
            connection.until = min(connection.until, self._grace_ends())
            connection.write(frame)

    # time and the end

    async def run_clock(self) -> None:
        while True:
            await asyncio.sleep(1)
            self.tick()

    def tick(self) -> None:
        """Once a second: wake whom it is time for, and say in one line how many were dropped and why."""
        self._clock += 1
        for connection in self._watched.pop(self._clock, ()):
            if connection.due == self._clock:
                connection.wake()
        self._report()
        if self._clock % 60 == 0:
            self._hearers.forget_old_cuts()

    async def say_goodbye(self) -> None:
        """Close every socket with 1012 (restart: come back soon) and wait shortly for the answers."""
        self._report()
        for connection in list(self._open):
            connection.close(frames.RESTART)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE_SECONDS):
                while self._open:
                    await asyncio.sleep(0.02)

    def _report(self) -> None:
        if self._dropped:
            log.warning("dropped: %s", ", ".join(f"{why} {n}" for why, n in self._dropped.items()))
            self._dropped.clear()

    def _admit(self, connection: Connection, ticket: tickets.Ticket) -> None:
        until = ticket.expires
        if self._listening_since and ticket.issued < self._listening_since:
            until = min(until, self._grace_ends())
        left = (until - tickets.now_ms()) / 1000
        if left <= 0:
            connection.close(frames.TICKET_OVER)
            return
        connection.until = until
        is_whole = self._hearers.admit(connection, ticket)
        self.watch(connection, min(PING_SECONDS, left))
        connection.write(_message(type="ready", seconds=int(left)))
        if not is_whole:
            connection.write(_RENEW)

    def _grace_ends(self) -> int:
        return (self._listening_since or 0) + GRACE_SECONDS * 1000


def _message(**content: object) -> bytes:
    return frames.build(frames.TEXT, json.dumps(content, separators=(",", ":")).encode())


_RENEW = _message(type="renew")


async def serve(config: Config) -> None:
    """Run until SIGTERM or SIGINT."""
    loop = asyncio.get_running_loop()
    hub = Hub(config.key, origins=config.origins)
    server = await loop.create_server(lambda: Connection(hub), config.host, config.port, backlog=4096)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    log.info("ready at port %d", server.sockets[0].getsockname()[1])
    tasks = [
        asyncio.create_task(bus.listen(config.database_url, heard=hub.heard, up=hub.listening)),
        asyncio.create_task(hub.run_clock()),
        asyncio.create_task(stop.wait()),
    ]
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    server.close()
    await hub.say_goodbye()
    log.info("stopped")
    for task in done:
        task.result()  # a bug in a task ends the process loudly; the supervisor starts another


def main() -> None:
    """Entry point of the process."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s", stream=sys.stderr)
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    config = Config.from_environment()
    gc.freeze()  # what is loaded now stays: the collector need not look at it again
    uvloop.run(serve(config))


if __name__ == "__main__":
    main()
