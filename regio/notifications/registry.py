"""Circles: what somebody is told as one of several ("managers-12"). Who has left a circle is not told, and reads it no more.

Rooms register theirs in apps.ready(); this room never imports upward.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regio.accounts.models import User

_circles: dict[str, Callable[["User", str], bool]] = {}


def register(prefix: str, belongs: Callable[["User", str], bool]) -> None:
    """Let `belongs(person, key)` decide who is told what goes to the circle `<prefix>-<key>`."""
    if "-" in prefix:
        raise ValueError("a prefix has no hyphen: the key begins after the first one")
    _circles[prefix] = belongs


def belongs_to(person: "User", circle: str) -> bool:
    """True while `person` is to read what the circle is told; without one it is for them alone. Unknown circles: nobody."""
    if not circle:
        return True
    prefix, _, key = circle.partition("-")
    belongs = _circles.get(prefix)
    return belongs is not None and person.is_active and belongs(person, key)
