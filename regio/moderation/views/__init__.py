"""Pages of the room, by noun; private to it."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from regio.moderation.rules import can_use_desk

if TYPE_CHECKING:
    from regio.accounts.models import User


class Request(HttpRequest):
    """The request of somebody signed in."""

    user: "User"


def on_desk(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For the owner's people who decide cases; for others the page does not exist. Kept by no cache."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not can_use_desk(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return never_cache(guarded)
