"""What higher rooms know about persons: who has to do with whom."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from regio.accounts.models import User


@dataclass(frozen=True, slots=True)
class Bond:
    """A reason why `viewer` sees a person's whole name, and its twin: everybody for whom that reason holds."""

    holds: Callable[["User", "User"], bool]  # viewer, person
    people: Callable[["User"], Q]  # viewer → condition on User


_bonds: dict[str, Bond] = {}


def register_bond(name: str, *, holds: Callable[["User", "User"], bool], people: Callable[["User"], Q]) -> None:
    """Called in apps.ready() of the room that knows of the bond."""
    _bonds[name] = Bond(holds, people)


def bonds() -> list[Bond]:
    """All of them."""
    return list(_bonds.values())
