"""The blocks of a page: which there are, what each may hold, and that nothing else is ever stored.

A block is plain JSON: {"id": "1f0c9a2b", "kind": "text", "text": "…"}.
"""

import re
from collections.abc import Callable, Mapping
from secrets import token_hex
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from regio.pages.choices import BlockKind
from regio.pages.errors import NotAPage

type Block = dict[str, Any]
type Check = Callable[[object], bool]

# A form carries up to 200 fields; these numbers together stay below.
LIMITS: Mapping[str, int] = {
    "blocks": 30,
    "bytes": 200_000,
    "pictures": 20,
    "pictures_each": 8,
    "files": 20,
    "files_each": 10,
    "points": 50,
    BlockKind.CONTACT: 6,
    BlockKind.MAP: 3,
    BlockKind.HOURS: 2,
}
_ID = re.compile(r"[0-9a-f]{8}")
# Control characters, halves of surrogate pairs, and the signs that turn the direction of what follows them.
UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")


def _line(longest: int) -> Check:
    return lambda value: _is_text(value, longest) and "\n" not in str(value) and "\t" not in str(value)


def _text(longest: int) -> Check:
    return lambda value: _is_text(value, longest)


def _is_text(value: object, longest: int) -> bool:
    return isinstance(value, str) and len(value) <= longest and not UNREADABLE.search(value)


def _one_of(*words: str) -> Check:
    return lambda value: isinstance(value, str) and value in words


def _degrees(most: int) -> Check:
    return lambda value: value is None or (isinstance(value, float) and -most <= value <= most)


def _email(value: object) -> bool:
    if value == "" or not isinstance(value, str):
        return value == ""
    try:
        validate_email(value)
    except ValidationError:
        return False
    return _is_text(value, 254)


def _file(value: object) -> bool:
    try:
        return isinstance(value, str) and str(UUID(value)) == value
    except ValueError:
        return False


def _each(most: int, check: Check) -> Check:
    return lambda value: isinstance(value, list) and len(value) <= most and all(map(check, value))


def _record(**checks: Check) -> Check:
    return lambda value: (
        isinstance(value, dict) and value.keys() == checks.keys() and all(checks[key](value[key]) for key in checks)
    )


is_picture = _record(file=_file, alt=_line(200), caption=_line(200))
_SHAPES: Mapping[str, Mapping[str, Check]] = {
    BlockKind.HEADING: {"text": _line(160), "level": _one_of("2", "3")},
    BlockKind.TEXT: {"text": _text(5000)},
    BlockKind.PICTURES: {"pictures": _each(LIMITS["pictures_each"], is_picture)},
    BlockKind.LIST: {"style": _one_of("points", "steps"), "items": _each(LIMITS["points"], _line(300))},
    BlockKind.CONTACT: {
        "source": _line(40),
        "name": _line(120),
        "role": _line(120),
        "phone": _line(40),
        "email": _email,
        "note": _line(300),
    },
    BlockKind.MAP: {"label": _line(120), "lat": _degrees(90), "lon": _degrees(180)},
    BlockKind.HOURS: {"note": _line(300)},
    BlockKind.FILES: {"files": _each(LIMITS["files_each"], _record(file=_file, title=_line(160)))},
}
_EMPTY: Mapping[str, Block] = {
    BlockKind.HEADING: {"text": "", "level": "2"},
    BlockKind.TEXT: {"text": ""},
    BlockKind.PICTURES: {"pictures": []},
    BlockKind.LIST: {"style": "points", "items": []},
    BlockKind.CONTACT: {"source": "", "name": "", "role": "", "phone": "", "email": "", "note": ""},
    BlockKind.MAP: {"label": "", "lat": None, "lon": None},
    BlockKind.HOURS: {"note": ""},
    BlockKind.FILES: {"files": []},
}


def fresh(kind: str) -> Block:
    """An empty block with an id of its own. Refuses unknown kinds."""
    if kind not in _EMPTY:
        raise NotAPage(_("There is no section of this kind."))
    return {"id": token_hex(4), "kind": kind} | {
        key: list(value) if isinstance(value, list) else value for key, value in _EMPTY[kind].items()
    }


def checked(blocks: object) -> list[Block]:
    """`blocks` as they were handed in, or NotAPage with a sentence that names the section."""
    if not isinstance(blocks, list) or len(blocks) > LIMITS["blocks"]:
        raise NotAPage(_("A page has at most %(count)s sections.") % {"count": LIMITS["blocks"]})
    for number, block in enumerate(blocks, 1):
        _check(block, number)
    if len({block["id"] for block in blocks}) != len(blocks):
        raise NotAPage(_("Two sections have the same number. Please reload the page."))
    _check_counts(blocks)
    return blocks


def _check(block: object, number: int) -> None:
    if not isinstance(block, dict) or block.get("kind") not in _SHAPES:
        raise NotAPage(_("Section %(number)s: there is no section of this kind.") % {"number": number})
    shape = _SHAPES[block["kind"]]
    if block.keys() != {"id", "kind", *shape} or not isinstance(block["id"], str) or not _ID.fullmatch(block["id"]):
        raise NotAPage(_("Section %(number)s is damaged. Please reload the page.") % {"number": number})
    wrong = next((key for key, check in shape.items() if not check(block[key])), None)
    if wrong == "email":
        raise NotAPage(_("Section %(number)s: this is not an e-mail address.") % {"number": number})
    if wrong:
        raise NotAPage(_("Section %(number)s holds too much, or signs nobody can read.") % {"number": number})
    if block["kind"] == BlockKind.MAP and (block["lat"] is None) != (block["lon"] is None):
        raise NotAPage(_("Section %(number)s: a point has two numbers.") % {"number": number})


def _check_counts(blocks: list[Block]) -> None:
    for kind in (BlockKind.CONTACT, BlockKind.MAP, BlockKind.HOURS):
        if sum(block["kind"] == kind for block in blocks) > LIMITS[kind]:
            words = {"count": LIMITS[kind], "kind": kind.label}
            raise NotAPage(_("A page has at most %(count)s sections of the kind “%(kind)s”.") % words)
    if sum(len(block.get("pictures", ())) for block in blocks) > LIMITS["pictures"]:
        raise NotAPage(_("A page has at most %(count)s pictures.") % {"count": LIMITS["pictures"]})
    if sum(len(block.get("files", ())) for block in blocks) > LIMITS["files"]:
        raise NotAPage(_("A page has at most %(count)s files.") % {"count": LIMITS["files"]})
