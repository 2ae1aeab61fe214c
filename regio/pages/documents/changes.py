"""What the buttons of the editor do to the content; nothing is stored here."""

from dataclasses import replace
from secrets import token_hex
from typing import Any

from regio.pages.documents.blocks import Block, fresh
from regio.pages.documents.content import UNDOABLE, Content


def moved(content: Content, id: str, *, step: int) -> Content:
    """The block one place up (-1) or down (1); at the end it stays."""
    blocks, at = list(content.blocks), _place(content, id)
    to = at + step
    if at < 0 or not 0 <= to < len(blocks):
        return content
    blocks[at], blocks[to] = blocks[to], blocks[at]
    return replace(content, blocks=blocks)


def added(content: Content, kind: str, *, after: str = "") -> tuple[Content, str]:
    """An empty block behind `after`, or at the end; with its id."""
    block = fresh(kind)
    at = _place(content, after)
    place = at + 1 if at >= 0 else len(content.blocks)
    return replace(content, blocks=[*content.blocks[:place], block, *content.blocks[place:]]), block["id"]


def copied(content: Content, id: str) -> tuple[Content, str]:
    """The same block once more, right behind itself."""
    at = _place(content, id)
    if at < 0:
        return content, id
    block = content.blocks[at] | {"id": token_hex(4)}
    return replace(content, blocks=[*content.blocks[: at + 1], block, *content.blocks[at + 1 :]]), block["id"]


def without(content: Content, id: str) -> Content:
    """The block is gone, and `undone` brings it back."""
    at = _place(content, id)
    if at < 0:
        return content
    removed = [*content.removed, {"block": content.blocks[at], "at": at}][-UNDOABLE:]
    return replace(content, blocks=[*content.blocks[:at], *content.blocks[at + 1 :]], removed=removed)


def undone(content: Content) -> tuple[Content, str]:
    """The block deleted last stands where it was."""
    if not content.removed:
        return content, ""
    last: dict[str, Any] = content.removed[-1]
    block: Block = last["block"]
    blocks = [*content.blocks[: last["at"]], block, *content.blocks[last["at"] :]]
    return replace(content, blocks=blocks, removed=content.removed[:-1]), block["id"]


def with_file(content: Content, id: str, *, file: str, name: str, alt: str = "") -> Content:
    """A new picture or file in the block, or (`teaser`) as the picture of the news."""
    if id == "teaser":
        return replace(content, teaser={"file": file, "alt": alt, "caption": ""})
    one = {"file": file, "alt": alt, "caption": ""}, {"file": file, "title": name[:160]}
    blocks = [
        block
        if block["id"] != id
        else block
        | ({"pictures": [*block["pictures"], one[0]]} if "pictures" in block else {"files": [*block["files"], one[1]]})
        for block in content.blocks
    ]
    return replace(content, blocks=blocks)


def without_file(content: Content, id: str, *, file: str) -> Content:
    """The picture or file is no longer in the block."""
    if id == "teaser":
        return replace(content, teaser=None)
    blocks = [
        block
        | {key: [one for one in block[key] if one["file"] != file] for key in ("pictures", "files") if key in block}
        if block["id"] == id
        else block
        for block in content.blocks
    ]
    return replace(content, blocks=blocks)


def _place(content: Content, id: str) -> int:
    return next((at for at, block in enumerate(content.blocks) if block["id"] == id), -1)
