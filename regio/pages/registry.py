"""Who may own pages. A room that has such records registers their kind in apps.ready(); this room never imports upward."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from regio.pages.documents import Card, Owner, Week

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from regio.accounts.models import User

    type Visitor = User | AnonymousUser | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerKind:
    """A kind of owner. `path` is its part of addresses (`/verzeichnis/…/seiten/`), `of` describes many at once.

    `public()` and `editable(user)` are the SQL twins of `Owner.is_public` and `can_edit`: conditions on pages of this
    kind, telling the owner by the text column `owner_key`. `cards` are whom one can ask, `week` the opening hours.
    """

    name: str
    path: str
    find: Callable[[str], Owner | None]
    of: Callable[[Iterable[str]], Mapping[str, Owner]]
    can_edit: Callable[["Visitor", str], bool]
    public: Callable[[], Q]
    editable: Callable[["Visitor"], Q]
    cards: Callable[[str], list[Card]] = lambda key: []
    week: Callable[[str], Week | None] = lambda key: None


_NOTHING: tuple[Callable[[str], list[Card]], Callable[[str], Week | None]] = (lambda key: [], lambda key: None)
_kinds: dict[str, OwnerKind] = {}
_beside: dict[str, tuple[Callable[[str], list[Card]], Callable[[str], Week | None]]] = {}


def register(kind: OwnerKind) -> None:
    """Called in apps.ready() of the room that owns the records."""
    _kinds[kind.name] = kind


def register_beside(name: str, *, cards: Callable[[str], list[Card]], week: Callable[[str], Week | None]) -> None:
    """A room above knows more people one can ask, and opening hours, of owners of another room's kind."""
    _beside[name] = (cards, week)


def cards_of(name: str, key: str) -> list[Card]:
    """Everybody the owner names as somebody to ask."""
    kind, (more, _week) = kind_of(name), _beside.get(name, _NOTHING)
    return [*(kind.cards(key) if kind else []), *more(key)]


def week_of(name: str, key: str) -> Week | None:
    """The owner's opening hours as they are today."""
    kind, (_cards, beside) = kind_of(name), _beside.get(name, _NOTHING)
    return (kind.week(key) if kind else None) or beside(key)


def owner_kinds() -> list[OwnerKind]:
    """All registered ones."""
    return list(_kinds.values())


def kind_of(name: str) -> OwnerKind | None:
    """The registered kind of that name."""
    return _kinds.get(name)


def kind_at(path: str) -> OwnerKind | None:
    """The kind whose addresses begin with `path`."""
    return next((kind for kind in _kinds.values() if kind.path == path), None)
