"""Blocks as a page shows them: texts as safe HTML, pictures with their sizes, contacts and hours as they are today."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from regio.core.rich import rich
from regio.files.queries import Shown
from regio.pages.choices import BlockKind
from regio.pages.documents import Block, Card, Owner, Week
from regio.pages.registry import cards_of, week_of


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture that is ready, with the words of the page."""

    file: Shown
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """One block for the page. Only what its kind has is filled."""

    id: str
    kind: str
    text: str = ""
    level: str = "2"
    html: Markup = Markup("")
    pictures: list[ShownPicture] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    is_steps: bool = False
    card: Card | None = None
    place: tuple[float, float] | None = None
    week: Week | None = None
    files: list[tuple[Shown, str]] = field(default_factory=list)


def shown_blocks(blocks: Iterable[Block], *, owner: Owner, files: dict[str, Shown]) -> list[ShownBlock]:
    """What is there to see; empty blocks and those whose record is gone are left out."""
    blocks = list(blocks)
    kinds = {block["kind"] for block in blocks}
    about = _About(
        owner=owner,
        files=files,
        cards=cards_of(owner.kind, owner.key) if _asks_for_cards(blocks) else [],
        week=week_of(owner.kind, owner.key) if BlockKind.HOURS in kinds else None,
    )
    made = (_MAKERS[block["kind"]](block, about) for block in blocks)
    return [shown for shown in made if shown is not None]


def shown_picture(picture: dict[str, str] | None, files: dict[str, Shown]) -> ShownPicture | None:
    """None while the worker is not done, and when it was removed."""
    file = files.get(picture["file"]) if picture else None
    if picture is None or file is None or not file.is_ready:
        return None
    return ShownPicture(file, picture["alt"], picture["caption"])


@dataclass(frozen=True, slots=True)
class _About:
    owner: Owner
    files: dict[str, Shown]
    cards: list[Card]
    week: Week | None


def _asks_for_cards(blocks: list[Block]) -> bool:
    return any(block["kind"] == BlockKind.CONTACT and block["source"] for block in blocks)


def _heading(block: Block, about: _About) -> ShownBlock | None:
    return ShownBlock(block["id"], "heading", text=block["text"], level=block["level"]) if block["text"] else None


def _text(block: Block, about: _About) -> ShownBlock | None:
    return ShownBlock(block["id"], "text", html=rich(block["text"])) if block["text"].strip() else None


def _pictures(block: Block, about: _About) -> ShownBlock | None:
    found = [shown for picture in block["pictures"] if (shown := shown_picture(picture, about.files))]
    return ShownBlock(block["id"], "pictures", pictures=found) if found else None


def _list(block: Block, about: _About) -> ShownBlock | None:
    is_steps = block["style"] == "steps"
    return ShownBlock(block["id"], "list", items=block["items"], is_steps=is_steps) if block["items"] else None


def _contact(block: Block, about: _About) -> ShownBlock | None:
    card: Card | None
    if block["source"]:
        card = next((card for card in about.cards if card.key == block["source"]), None)
    else:
        parts: dict[str, Any] = {name: block[name] for name in ("name", "role", "phone", "email")}
        card = Card(key="", **parts) if any(parts.values()) else None
    return ShownBlock(block["id"], "contact", card=card, text=block["note"]) if card else None


def _map(block: Block, about: _About) -> ShownBlock | None:
    place = about.owner.place if block["lat"] is None else (block["lat"], block["lon"])
    label = block["label"] or about.owner.label
    return ShownBlock(block["id"], "map", place=place, text=label) if place else None


def _hours(block: Block, about: _About) -> ShownBlock | None:
    return ShownBlock(block["id"], "hours", week=about.week, text=block["note"]) if about.week else None


def _files(block: Block, about: _About) -> ShownBlock | None:
    given = ((about.files.get(one["file"]), one["title"]) for one in block["files"])
    found = [(file, title or file.name) for file, title in given if file and file.is_ready]
    return ShownBlock(block["id"], "files", files=found) if found else None


_MAKERS = {
    BlockKind.HEADING: _heading,
    BlockKind.TEXT: _text,
    BlockKind.PICTURES: _pictures,
    BlockKind.LIST: _list,
    BlockKind.CONTACT: _contact,
    BlockKind.MAP: _map,
    BlockKind.HOURS: _hours,
    BlockKind.FILES: _files,
}
