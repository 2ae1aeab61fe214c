"""Who may see the files of a kind of record. A room registers its kinds in apps.ready(); this room never imports upward."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from regio.accounts.models import User
    from regio.files.models import File

type Visitor = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Owner:
    """`can_see(user, key, purpose)` decides at every download; `is_public(key, purpose)` lets caches keep it.

    `changed(key, purpose)` is called in the transaction that made a file ready, moved or removed it (a cover to renew).
    `refused(file)` is called when the worker could not make a picture of it: the room tells `file.uploaded_by`.
    """

    kind: str
    can_see: Callable[["Visitor", str, str], bool]
    is_public: Callable[[str, str], bool]
    changed: Callable[[str, str], None]
    refused: Callable[["File"], None]


_owners: dict[str, Owner] = {}


def register(
    kind: str,
    *,
    can_see: Callable[["Visitor", str, str], bool],
    is_public: Callable[[str, str], bool] = lambda key, purpose: False,
    changed: Callable[[str, str], None] = lambda key, purpose: None,
    refused: Callable[["File"], None] = lambda file: None,
) -> None:
    """Called in apps.ready() of the room that owns records of `kind`."""
    _owners[kind] = Owner(kind, can_see, is_public, changed, refused)


def owner_of(kind: str) -> Owner | None:
    """None: nobody may see it."""
    return _owners.get(kind)


def tell_changed(kind: str, key: str, purpose: str) -> None:
    """Let the room that owns the record renew what it made of the file."""
    if owner := _owners.get(kind):
        owner.changed(key, purpose)


def tell_refused(file: "File") -> None:
    """Let the room that owns the record tell who uploaded it."""
    if owner := _owners.get(file.owner_kind):
        owner.refused(file)
