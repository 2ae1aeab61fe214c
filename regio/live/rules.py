"""Who may hear a stream. Rooms above register their rule; a kind of stream that nobody registered is heard by nobody."""

from collections.abc import Callable
from typing import Any

Rule = Callable[[Any, str], bool]
_rules: dict[str, Rule] = {}


def register(kind: str, rule: Rule) -> None:
    """Let `rule(user, key)` decide about streams named `kind:key` when a page renews its ticket. Call it in apps.ready()."""
    _rules[kind] = rule


def can_hear(user: Any, stream: str) -> bool:
    """True when the room that owns `stream` says that `user` (maybe anonymous) may hear it now."""
    kind, _, key = stream.partition(":")
    rule = _rules.get(kind)
    return rule is not None and rule(user, key)
