"""The editor's form: one form for the whole page, so that every button brings along everything typed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regio.core.text import one_line
from regio.pages.choices import BlockKind, Kind
from regio.pages.documents import Block, Content, fresh
from regio.pages.documents.blocks import UNREADABLE
from regio.pages.errors import NotAPage

type Post = Mapping[str, str]

_POINT = re.compile(r"\s*(-?\d{1,2}(?:[.,]\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:[.,]\d+)?)\s*")
_MARK = re.compile(r"^\s*(?:[-*•·]|\d{1,2}[.)])\s+")


class NewPageForm(forms.Form):
    """A page begins with its heading."""

    kind = forms.ChoiceField(choices=Kind.choices, widget=forms.HiddenInput, initial=Kind.PAGE)
    title = forms.CharField(label=gettext_lazy("Heading"), max_length=160)


def written(post: Post, before: Content) -> Content:
    """What the form holds. Fields that did not come along keep what they had; the schema is checked by the action."""
    known = {block["id"]: block for block in before.blocks}
    head: dict[str, Any] = {name: one_line(post[name]) for name in ("title", "menu_title", "lead") if name in post}
    head |= {name: _day(post[name]) for name in ("day", "until") if name in post}
    return replace(before, **head, teaser=_teaser(post), blocks=list(_blocks(post, known)))


def order_of(blocks: list[Block]) -> str:
    """The field `order`: which blocks the form shows, in which order."""
    return ",".join(f"{block['id']}:{block['kind']}" for block in blocks)


def _blocks(post: Post, known: dict[str, Block]) -> Iterator[Block]:
    for part in filter(None, post.get("order", "").split(",")):
        id, _colon, kind = part.partition(":")
        block = known[id] if id in known and known[id]["kind"] == kind else fresh(kind) | {"id": id}
        yield block | _fields(block, _Prefixed(post, f"{id}-"))


class _Prefixed:
    """The fields of one block."""

    def __init__(self, post: Post, prefix: str) -> None:
        self.post, self.prefix = post, prefix

    def line(self, name: str, before: str) -> str:
        given = self.post.get(self.prefix + name)
        return before if given is None else one_line(given)

    def text(self, name: str, before: str) -> str:
        given = self.post.get(self.prefix + name)
        return before if given is None else UNREADABLE.sub("", given.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _fields(block: Block, sent: _Prefixed) -> dict[str, Any]:
    match block["kind"]:
        case BlockKind.TEXT:
            return {"text": sent.text("text", block["text"])}
        case BlockKind.LIST:
            items = [
                one_line(_MARK.sub("", line)) for line in sent.text("items", "\n".join(block["items"])).split("\n")
            ]
            return {"style": sent.line("style", block["style"]), "items": [item for item in items if item]}
        case BlockKind.MAP:
            return {"label": sent.line("label", block["label"])} | _point(sent.line("point", point_text(block)))
        case BlockKind.PICTURES:
            return {"pictures": _each(sent, block["pictures"], "pictures", ("alt", "caption"))}
        case BlockKind.FILES:
            return {"files": _each(sent, block["files"], "files", ("title",))}
    return {key: sent.line(key, value) for key, value in block.items() if key not in ("id", "kind")}


def _each(sent: _Prefixed, before: list[dict[str, str]], name: str, words: tuple[str, ...]) -> list[dict[str, str]]:
    known = {one["file"]: one for one in before}
    files = sent.line(name, ",".join(known)).split(",")
    empty = dict.fromkeys(words, "")
    return [
        {"file": file} | {word: sent.line(f"{word}-{file}", known.get(file, empty)[word]) for word in words}
        for file in files
        if file
    ]


def _teaser(post: Post) -> dict[str, str] | None:
    file = post.get("teaser", "")
    words = {word: one_line(post.get(f"teaser-{word}-{file}", "")) for word in ("alt", "caption")}
    return {"file": file} | words if file else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise NotAPage(_("This is not a date.")) from None


def point_text(block: Block) -> str:
    """`48.12, 7.85`; empty: the place of the owner."""
    return "" if block["lat"] is None else f"{block['lat']}, {block['lon']}"


def _point(text: str) -> dict[str, float | None]:
    if not text:
        return {"lat": None, "lon": None}
    found = _POINT.fullmatch(text)
    if not found:
        raise NotAPage(_("A point is written as two numbers: 48.12, 7.85"))
    lat, lon = (float(number.replace(",", ".")) for number in found.groups())
    return {"lat": lat, "lon": lon}
