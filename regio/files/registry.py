"""Who may see the files of a kind of record. A room registers its kinds in apps.ready(); this room never imports upward."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from regio.accounts.models import User

type Visitor = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Owner:
    """`can_see(user, key, purpose)` decides at every download; `is_public(key, purpose)` lets caches keep it."""

    kind: str
    can_see: Callable[[Visitor, str, str], bool]
    is_public: Callable[[str, str], bool]


_owners: dict[str, Owner] = {}


def register(
    kind: str,
    *,
    can_see: Callable[[Visitor, str, str], bool],
    is_public: Callable[[str, str], bool] = lambda key, purpose: False,
) -> None:
    """Called in apps.ready() of the room that owns records of `kind`."""
    _owners[kind] = Owner(kind, can_see, is_public)


def owner_of(kind: str) -> Owner | None:
    """None: nobody may see it."""
    return _owners.get(kind)
