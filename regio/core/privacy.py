"""What every room tells about a person and forgets of them (GDPR Art. 15, 17, 20).

A room that stores anything about persons registers in apps.ready():

    privacy.register("chat", export=queries.parts_about, erase=actions.erase_person)

The room `accounts` runs all of them: exports into one ZIP, erasers in one transaction from the top room to the bottom.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regio.accounts.models import User

type Content = dict[str, object] | list[dict[str, object]] | bytes | Path


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the export. `path` inside the ZIP ("chat/messages.json"); plain values become JSON, a Path is copied."""

    path: str
    content: Content


@dataclass(frozen=True, slots=True)
class Orphan:
    """Something nobody looks after once a person has gone: its name and where to hand it over."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Handler:
    """`export` walks what the room knows of a person. `erase` removes or anonymises it, free text included.

    `erase` runs inside the caller's transaction, is safe to run twice and defers the deletion of files by a task.
    `orphans` are told to the person before they go.
    """

    room: str
    export: Callable[["User"], Iterable[Part]]
    erase: Callable[["User"], None]
    orphans: Callable[["User"], Iterable[Orphan]]


_handlers: dict[str, Handler] = {}


def register(
    room: str,
    *,
    export: Callable[["User"], Iterable[Part]],
    erase: Callable[["User"], None],
    orphans: Callable[["User"], Iterable[Orphan]] = lambda person: (),
) -> None:
    """Called in apps.ready() of the room, once."""
    _handlers[room] = Handler(room, export, erase, orphans)


def handlers() -> list[Handler]:
    """From the top room to the bottom one: what stands on a record goes before the record."""
    return list(reversed(_handlers.values()))


def export_of(person: "User") -> Iterator[Part]:
    """Everything the platform knows about `person`."""
    for handler in handlers():
        yield from handler.export(person)


def orphans_of(person: "User") -> list[Orphan]:
    """What is left alone when `person` goes."""
    return [orphan for handler in handlers() for orphan in handler.orphans(person)]
