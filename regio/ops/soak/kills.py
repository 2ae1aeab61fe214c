"""Kills parts of a running house at random while people write to each other, then counts the messages.

Proven: every message that was acknowledged is there once and in the same order for every participant, over HTTP and in the
view of a client that lived on live events and caught up after each interruption.
"""

import contextlib
import http.client
import json
import random
import re
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import psutil
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from regio.ops.stack import Stack
from regio.ops.visitor import Refused, Visitor

VICTIMS = ("web", "web worker", "live", "worker", "postgres")
PAIRS = [("buergerin", "haendlerin"), ("buergerin", "verein"), ("buergerin", "amt"), ("nachbar", "haendlerin")]
SHOPS = {"haendlerin": "hofladen-lindenbuehl", "verein": "singkreis-mundinger-berg", "amt": "landratsamt-emmendingen"}
TROUBLE = (OSError, http.client.HTTPException, Refused, WebSocketException, ValueError)


@dataclass
class Talk:
    """One conversation under load."""

    path: str
    acknowledged: list[str] = field(default_factory=list)  # message ids
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(eq=False)
class Listener:
    """What one participant's open page knows: live events, and what it fetched after an interruption."""

    person: Visitor
    talk: Talk
    seen: dict[int, str] = field(default_factory=dict)  # seq → id

    def run(self, is_over: Callable[[], bool]) -> None:
        """Hear, reconnect, catch up, until it is over."""
        while not is_over():
            with contextlib.suppress(*TROUBLE, TimeoutError):
                self._hear(is_over)
            time.sleep(0.05)

    def _hear(self, is_over: Callable[[], bool]) -> None:
        address, ticket = self.person.line_of(self.talk.path)
        with connect(address, origin=self.person._origin, open_timeout=3, close_timeout=1) as socket:  # type: ignore[arg-type]
            socket.send(json.dumps({"ticket": ticket}))
            self.catch_up()
            while not is_over():
                with contextlib.suppress(TimeoutError):
                    self._take(json.loads(socket.recv(timeout=0.5)))

    def _take(self, frame: dict[str, object]) -> None:
        if frame.get("type") == "resync":
            self.catch_up()
            return
        event = frame.get("e")
        if not isinstance(event, dict) or event.get("type") != "chat.message" or event["conversation"] not in self.talk.path:
            return
        if event.get("cut") or event["seq"] != max(self.seen, default=0) + 1:
            self.catch_up()  # a gap: something was missed
        else:
            self._note(event["seq"], event["id"])

    def catch_up(self) -> None:
        """Ask for everything after the last known message."""
        while True:
            last = max(self.seen, default=0)
            found = self.person.json(f"{self.talk.path}nachrichten/?nach={last}")["messages"]
            for message in found:
                self._note(message["seq"], message["id"])
            if not found:
                return

    def _note(self, seq: int, key: str) -> None:
        if self.seen.setdefault(seq, key) != key:
            raise AssertionError(f"two messages are number {seq}")


def write_on(person: Visitor, talk: Talk, is_over: Callable[[], bool]) -> None:
    """Send message after message; each is tried with the same id until it is acknowledged."""
    while not is_over():
        key = str(uuid4())
        while True:
            try:
                person.post(f"{talk.path}nachrichten/", {"id": key, "text": f"Nachricht {key}"})
            except Refused as refusal:
                if refusal.status not in (429, 500, 502, 503):
                    raise
                time.sleep(0.3)
            except TROUBLE:
                time.sleep(0.1)
            else:
                with talk.lock:
                    talk.acknowledged.append(key)
                break
        time.sleep(0.15)


def kill_one(stack: Stack, luck: random.Random) -> str:
    """SIGKILL to one part; says which."""
    victim = luck.choice(VICTIMS)
    with contextlib.suppress(LookupError, psutil.Error):
        target = stack.main_of(victim.split()[0])
        if victim == "web worker":
            target = luck.choice(target.children() or [target])
        target.send_signal(signal.SIGKILL)
    return victim


def wait_healthy(stack: Stack, seconds: float = 40.0) -> None:
    """Until every part answers again."""
    deadline = time.monotonic() + seconds
    while stack.get("/healthz", seconds=2)[0] != 200:
        if time.monotonic() > deadline:
            raise AssertionError(f"not healthy {seconds} s after a kill: {stack.get('/healthz')}")
        time.sleep(0.05)


def run(kills: int = 200, *, seed: int = 7) -> dict[str, int]:
    """Counts: kills, messages acknowledged, participants compared. AssertionError when a message is lost or doubled."""
    luck = random.Random(seed)  # noqa: S311 - repeatable, not secret
    over = threading.Event()
    with tempfile.TemporaryDirectory(prefix="regio-kills-") as folder, Stack(Path(folder)) as stack:
        talks, listeners, writers = begin(stack, over)
        for number in range(kills):
            time.sleep(luck.uniform(0.05, 0.6))
            victim = kill_one(stack, luck)
            wait_healthy(stack)
            print(f"\r{number + 1}/{kills} {victim:<12}", end="", flush=True)
        over.set()
        for thread in (*writers, *listeners.values()):
            thread.join(60)
            assert not thread.is_alive(), "a participant never came back"
        for listener in listeners:
            listener.catch_up()
            compare(listener)
    print()
    return {"kills": kills, "messages": sum(len(talk.acknowledged) for talk in talks), "participants": len(listeners)}


def begin(
    stack: Stack, over: threading.Event
) -> tuple[list[Talk], dict["Listener", threading.Thread], list[threading.Thread]]:
    """Sign everybody in, two sides to a conversation; all of them write and listen."""
    talks, listeners, writers = [], {}, []
    for resident, keeper in PAIRS:
        asking = Visitor(stack.address, resident).sign_in()
        path = conversation_with(asking, SHOPS[keeper])
        talk = Talk(path)
        talks.append(talk)
        for name in (resident, keeper):
            writer, reader = (Visitor(stack.address, name).sign_in() for _ in range(2))
            listener = Listener(reader, talk)
            listeners[listener] = start(listener.run, over.is_set)
            writers.append(start(write_on, writer, talk, over.is_set))
    return talks, listeners, writers


def start(work: Callable[..., None], *given: object) -> threading.Thread:
    thread = threading.Thread(target=work, args=given, daemon=True)
    thread.start()
    return thread


def conversation_with(person: Visitor, slug: str) -> str:
    """Path of the person's conversation with an organisation, found in their inbox."""
    person.post(f"/postfach/an/{slug}/", {"id": str(uuid4()), "text": "Guten Tag"}, expect=(200, 201, 302, 303))
    for path in sorted(set(re.findall(r"/postfach/[0-9a-f-]{36}/", person.text("/postfach/")))):
        if slug in person.text(path):
            return str(path)
    raise LookupError(slug)


def compare(listener: Listener) -> None:
    """The participant's page and a fresh fetch are the same: numbers without gaps, every acknowledged message once."""
    fresh = Listener(listener.person, listener.talk)
    fresh.catch_up()
    assert fresh.seen == listener.seen, "live view and fresh fetch differ"
    assert sorted(fresh.seen) == list(range(1, len(fresh.seen) + 1)), "numbers have gaps"
    assert len(set(fresh.seen.values())) == len(fresh.seen), "a message is there twice"
    assert set(listener.talk.acknowledged) <= set(fresh.seen.values()), "an acknowledged message is lost"
