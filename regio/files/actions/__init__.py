"""Every write of the room. The caller has required its own rule: this room does not know who may edit what."""

from regio.files.actions.file import arrange, bring_back, describe, drop, remove, store
from regio.files.actions.person import erase_person
from regio.files.actions.picture import make_sizes, make_sizes_later
from regio.files.actions.storage import forget_bytes_later
from regio.files.actions.upkeep import catch_up, sweep

__all__ = [
    "arrange",
    "bring_back",
    "catch_up",
    "describe",
    "drop",
    "erase_person",
    "forget_bytes_later",
    "make_sizes",
    "make_sizes_later",
    "remove",
    "store",
    "sweep",
]
