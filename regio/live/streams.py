"""Streams are named `<prefix>-<key>`, such as `conversation-<uuid>`. Here stands who may hear one, and who hears it."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from regio.live.tickets import MAX_SECONDS, Ticket, now_ms

if TYPE_CHECKING:
    from regio.live.protocol.connection import Connection

EVERY = "*"
MAX_NAME = 200

_rules: dict[str, Callable[[Any, str], bool]] = {}
_ends: list[Callable[[Any], datetime | None]] = []


def register(prefix: str, may_hear: Callable[[Any, str], bool]) -> None:
    """Let `may_hear(user, key)` decide who keeps hearing `<prefix>-<key>` when a page renews its ticket."""
    if "-" in prefix:
        raise ValueError("a prefix has no hyphen: the key begins after the first one")
    _rules[prefix] = may_hear


def can_hear(user: Any, stream: str) -> bool:
    """True when the room that owns `stream` lets `user` (maybe anonymous) hear it now; without an owner nobody may."""
    prefix, _, key = stream.partition("-")
    may_hear = _rules.get(prefix)
    return may_hear is not None and may_hear(user, key)


def register_end(ends: Callable[[Any], datetime | None]) -> None:
    """Let `ends(user)` say when something that `user` hears ends by the clock: no ticket lives longer."""
    _ends.append(ends)


def hearing_ends(user: Any) -> datetime | None:
    """The earliest moment at which `user` may hear less than now without anybody doing anything; None: not in sight."""
    return min((at for at in (ends(user) for ends in _ends) if at is not None), default=None)


class Hearers:
    """Stream → connections inside one hub, and the cuts that outlive a socket. Forgotten on restart, see the hub."""

    def __init__(self) -> None:
        self._hearers: dict[str, set[Connection]] = {}
        self._cuts: dict[tuple[str, int], int] = {}

    def of(self, stream: str) -> "Iterable[Connection]":
        """The connections that hear `stream`. Do not subscribe or drop while walking through them."""
        return self._hearers.get(stream, ())

    def admit(self, connection: "Connection", ticket: Ticket) -> bool:
        """Let `connection` hear what `ticket` allows, in place of what it heard before. False when a cut left something out."""
        self.drop(connection)
        connection.user_id = ticket.user_id
        connection.streams = tuple(stream for stream in ticket.streams if not self._is_cut(stream, ticket))
        for stream in connection.streams:
            self._hearers.setdefault(stream, set()).add(connection)
        return len(connection.streams) == len(ticket.streams)

    def drop(self, connection: "Connection") -> None:
        """`connection` hears nothing any more."""
        for stream in connection.streams:
            self._leave(connection, stream)
        connection.streams = ()

    def cut(self, stream: str, *, user_id: int) -> "set[Connection]":
        """`user_id` hears `stream` no more, nor with any ticket issued until now. Returns the connections that lost something."""
        self._cuts[stream, user_id] = now_ms()
        names = list(self._hearers) if stream == EVERY else [stream]
        lost = set()
        for name in names:
            for connection in [c for c in self.of(name) if c.user_id == user_id]:
                self._leave(connection, name)
                connection.streams = tuple(kept for kept in connection.streams if kept != name)
                lost.add(connection)
        return lost

    def forget_old_cuts(self) -> None:
        """Drop cuts that no living ticket can run against."""
        oldest = now_ms() - MAX_SECONDS * 1000
        self._cuts = {key: at for key, at in self._cuts.items() if at >= oldest}

    def _is_cut(self, stream: str, ticket: Ticket) -> bool:
        if ticket.user_id is None:
            return False
        cuts = (self._cuts.get((name, ticket.user_id), 0) for name in (stream, EVERY))
        return ticket.issued <= max(cuts)

    def _leave(self, connection: "Connection", stream: str) -> None:
        hearers = self._hearers.get(stream)
        if hearers is None:
            return
        hearers.discard(connection)
        if not hearers:
            del self._hearers[stream]
