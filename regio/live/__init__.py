"""Live: hints to open pages. Rooms push events to streams; signed tickets say which streams a socket may hear.

Others call `push_on_commit`, `cut_on_commit` and `ticket`, and say in apps.ready() by `streams.register` who may hear
what. The truth stays in PostgreSQL: an event is only a hint to fetch. The hub process is `python -m regio.live.hub`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from regio.live.actions import cut_on_commit, push_on_commit, ticket

__all__ = ["cut_on_commit", "push_on_commit", "ticket"]


def __getattr__(name: str) -> Any:
    # Resolved late because the hub process runs inside this package and must not load Django (25 MB).
    if name in __all__:
        return getattr(import_module("regio.live.actions"), name)
    raise AttributeError(name)
