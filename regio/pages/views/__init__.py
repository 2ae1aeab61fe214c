"""Views of the room: what everybody sees, and the editor."""

from regio.pages.views.edit import edit
from regio.pages.views.history import history, preview, version
from regio.pages.views.manage import deletion, manage, place, publication
from regio.pages.views.public import feed, near, news, public

__all__ = [
    "deletion",
    "edit",
    "feed",
    "history",
    "manage",
    "near",
    "news",
    "place",
    "preview",
    "public",
    "publication",
    "version",
]
