"""Pages of the room, by noun; private to it."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from regio.accounts.models import User


class Request(HttpRequest):
    """The request of somebody signed in."""

    user: "User"
