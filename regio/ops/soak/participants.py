"""Who takes part while parts of the house are killed: writers who do not give up, and pages that stay open."""

import http.client
import json
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import uuid4

from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from regio.ops.visitor import Refused, Visitor

PAUSE = 0.1  # between two messages of one writer
SLOWED = 2.0  # one message of the allowance of regio.chat.rules.PER_SECOND
TICKET_ENDED = range(4400, 4500)
AWAY = (502, 503)  # the database, or what stands before us
TROUBLE = (OSError, http.client.HTTPException, WebSocketException)

IsOver = Callable[[], bool]


@dataclass(eq=False)
class Writer:
    """Sends one message after the other; each is tried with the same id until it is acknowledged."""

    person: Visitor
    conversation: str
    acknowledged: list[str] = field(default_factory=list)  # ids, in the order of writing
    met: Counter[str] = field(default_factory=Counter)

    def run(self, is_over: IsOver) -> None:
        while not is_over():
            self.send(str(uuid4()))
            time.sleep(PAUSE)

    def send(self, id: str) -> None:
        """Until it is acknowledged. Refusals other than "slow down" and "away" are faults and end the proof."""
        while True:
            try:
                stored = self.person.post(
                    f"/postfach/{self.conversation}/nachrichten/", {"id": id, "text": text_of(id)}
                )
            except Refused as refusal:
                self.met[str(refusal.status)] += 1
                if refusal.status not in (429, *AWAY):
                    raise
                time.sleep(SLOWED if refusal.status == 429 else 0.3)
            except TROUBLE as error:
                self.met[type(error).__name__] += 1
                time.sleep(0.1)
            else:
                assert stored["id"] == id, "something else was acknowledged"
                self.acknowledged.append(id)
                return


@dataclass(eq=False)
class Listener:
    """What one participant's open page knows: live events, and what it fetched when it may have missed something."""

    person: Visitor
    conversation: str
    seen: dict[int, str] = field(default_factory=dict)  # seq → id
    heard: int = 0  # messages that came live
    lines: int = 0  # sockets it needed
    is_behind: bool = True  # may have missed something and could not ask yet

    def run(self, is_over: IsOver) -> None:
        """Like the page's element: connect, on "ready" and "resync" fetch, on a broken line connect again."""
        ticket = ("", "")
        while not is_over():
            try:
                ticket = ticket if ticket[1] else self.person.line_of(f"/postfach/{self.conversation}/")
                self._listen(*ticket, is_over)
            except ConnectionClosed as closed:
                if closed.rcvd and closed.rcvd.code in TICKET_ENDED:
                    ticket = ("", "")
            except Refused as refusal:
                if refusal.status not in AWAY:
                    raise
            except TROUBLE:
                pass
            time.sleep(0.1)

    def _listen(self, address: str, ticket: str, is_over: IsOver) -> None:
        with connect(address, origin=Origin(self.person.origin), open_timeout=3, close_timeout=1) as line:
            self.lines += 1
            line.send(json.dumps({"ticket": ticket}))
            while not is_over():
                self._take_next(line)

    def _take_next(self, line: ClientConnection) -> None:
        with suppress(TimeoutError):
            frame = json.loads(line.recv(timeout=0.2 if self.is_behind else 0.5))
            event = frame.get("e", {})
            if frame.get("type") in ("ready", "resync"):
                self.is_behind = True
            elif frame.get("s") == f"conversation-{self.conversation}" and event["type"] == "chat.message":
                self._hear(event["seq"], event["id"])
        if self.is_behind:
            self.try_to_catch_up()

    def _hear(self, seq: int, id: str) -> None:
        if seq > len(self.seen) + 1:
            self.is_behind = True
        else:
            self.heard += seq not in self.seen
            self._note(seq, id)

    def try_to_catch_up(self) -> None:
        """Stays behind while the house is away."""
        try:
            self.catch_up()
        except Refused as refusal:
            if refusal.status not in AWAY:
                raise
        except TROUBLE:
            pass
        else:
            self.is_behind = False

    def catch_up(self) -> None:
        """Ask for everything after the last known message."""
        while found := self.person.json(self._after(len(self.seen)))["messages"]:
            for message in found:
                assert message["text"] == text_of(message["id"]), "a message changed its words"
                self._note(message["seq"], message["id"])

    def _after(self, seq: int) -> str:
        return f"/postfach/{self.conversation}/nachrichten/?nach={seq}"

    def _note(self, seq: int, id: str) -> None:
        assert seq <= len(self.seen) + 1, f"number {len(self.seen) + 1} was left out"
        assert self.seen.setdefault(seq, id) == id, f"two messages are number {seq}"


def text_of(id: str) -> str:
    """What the message with this id says."""
    return f"Nachricht {id}"
