"""Kills parts of a running house at random while people write to each other, then counts the messages.

Proven: every acknowledged message is there once, with its words, in the order of its writer, and every participant sees the
same order; and open pages that live on events come to know all of it by themselves.
"""

import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from regio.ops import inside
from regio.ops.soak.participants import Listener, Writer
from regio.ops.stack import Stack
from regio.ops.visitor import Visitor

VICTIMS = ("web", "web worker", "live", "worker", "postgres")
AT_ONCE = 0.15  # how often the next one falls before the last one stands again
GONE_WITHIN = 5.0  # seconds until a killed part and what it started have ended
KNOWN_WITHIN = 20.0  # seconds after the last message


@dataclass
class Talk:
    """One conversation, its two writers and the open pages of both."""

    writers: list[Writer]
    listeners: list[Listener]

    @property
    def acknowledged(self) -> list[str]:
        return [id for writer in self.writers for id in writer.acknowledged]


def run(kills: int = 200, *, talks: int = 12, seed: int = 7) -> dict[str, object]:
    """The proof in a house of its own. AssertionError when a message is lost, doubled or out of order."""
    with tempfile.TemporaryDirectory(prefix="regio-kills-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL started by root runs as somebody else
        with Stack(Path(folder) / "data", command="up") as stack:
            return prove(stack, kills=kills, talks=talks, seed=seed, tell=True)


def prove(stack: Stack, *, kills: int, talks: int, seed: int, tell: bool = False) -> dict[str, object]:
    """The proof in a house that runs already; it is well again afterwards. Gives its counts."""
    begin, luck, killed = time.monotonic(), random.Random(seed), Counter[str]()  # noqa: S311 - repeatable, not secret
    taking_part = list(gather(stack, talks))
    with at_work(taking_part):
        while killed.total() < kills:
            time.sleep(luck.uniform(0.05, 0.6))
            killed.update(kill_one(stack, luck))
            if luck.random() > AT_ONCE:
                wait_healthy(stack)
            if tell:
                print(f"\r{killed.total()}/{kills}", end="\n" if killed.total() >= kills else "", flush=True)
        wait_healthy(stack)
    for talk in taking_part:
        compare(talk)
    return counts(taking_part) | {"kills": dict(killed), "seconds": round(time.monotonic() - begin)}


def gather(stack: Stack, talks: int) -> Iterator[Talk]:
    """Two people to a conversation; each has a page open and writes from another device."""
    for cast in inside.ask(inside.environment(stack), "regio.ops.soak.cast", "conversations", talks):
        reading, writing = (
            [Visitor(stack.address, one["name"]).enter(one["cookie"], token=one["csrf"]) for one in cast["people"]]
            for _device in range(2)
        )
        yield Talk([Writer(one, cast["id"]) for one in writing], [Listener(one, cast["id"]) for one in reading])


@contextmanager
def at_work(talks: list[Talk]) -> Iterator[None]:
    """All write and listen inside; at its end the writers finish first and the pages have to come to know the rest."""
    writers = [writer for talk in talks for writer in talk.writers]
    listeners = [listener for talk in talks for listener in talk.listeners]
    written, known = threading.Event(), threading.Event()
    with ThreadPoolExecutor(len(writers) + len(listeners)) as pool:
        writing = [pool.submit(writer.run, written.is_set) for writer in writers]
        listening = [pool.submit(listener.run, known.is_set) for listener in listeners]
        try:
            yield
            written.set()
            finish(writing)
            wait_known(talks)
        finally:
            written.set()
            known.set()
        finish(listening)


def finish(work: list[Future[None]]) -> None:
    """Their faults are ours."""
    for one in work:
        one.result(60)


def wait_known(talks: list[Talk]) -> None:
    """Until every open page knows as many messages as were acknowledged, without being asked to fetch."""
    deadline = time.monotonic() + KNOWN_WITHIN
    while missing := [one for talk in talks for one in talk.listeners if len(one.seen) < len(talk.acknowledged)]:
        assert time.monotonic() < deadline, f"{len(missing)} open pages do not know the newest messages"
        time.sleep(0.1)


def kill_one(stack: Stack, luck: random.Random) -> list[str]:
    """SIGKILL to one part; says which. Nothing when it does not stand yet."""
    victim = luck.choice(VICTIMS)
    try:
        target = stack.main_of(victim.split()[0])
        if victim == "web worker":
            target = luck.choice(target.children())
        falling = [target, *target.children(recursive=True)]
        target.kill()
        psutil.wait_procs(falling, timeout=GONE_WITHIN)  # a child that still answers would make the house look well
    except (LookupError, psutil.Error):
        return []
    return [victim]


def wait_healthy(stack: Stack, seconds: float = 60.0) -> None:
    """Until every part answers again."""
    deadline = time.monotonic() + seconds
    while stack.get("/healthz", seconds=2)[0] != 200:
        assert time.monotonic() < deadline, f"not healthy {seconds:.0f} s after a kill: {stack.get('/healthz')}"
        time.sleep(0.05)


def compare(talk: Talk) -> None:
    """Both pages and a fresh fetch by both people are the same; exactly what was acknowledged, in its writers' order."""
    views = [listener.seen for listener in talk.listeners]
    for listener in talk.listeners:
        fresh = Listener(listener.person, listener.conversation)
        fresh.try_to_catch_up()  # its connection may end at a web that was killed
        fresh.catch_up()
        views.append(fresh.seen)
    order = [id for _seq, id in sorted(views[0].items())]
    assert all(view == views[0] for view in views), "the participants see different things"
    assert sorted(views[0]) == list(range(1, len(order) + 1)), "numbers have gaps"
    assert sorted(order) == sorted(talk.acknowledged), "a message is lost, doubled or was never written"
    for writer in talk.writers:
        own = set(writer.acknowledged)
        assert [id for id in order if id in own] == writer.acknowledged, "the order is not that of the writer"


def counts(talks: list[Talk]) -> dict[str, object]:
    """What was proven, and how hard it was."""
    met = sum((writer.met for talk in talks for writer in talk.writers), Counter[str]())
    listeners = [listener for talk in talks for listener in talk.listeners]
    return {
        "messages": sum(len(talk.acknowledged) for talk in talks),
        "participants": len(listeners),
        "heard live": sum(listener.heard for listener in listeners),
        "lines": sum(listener.lines for listener in listeners),
        "met": dict(met),
    }
