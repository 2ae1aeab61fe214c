"""Views of the room: inbox and conversation, and the first message to an organisation."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from regio.accounts.models import User
from regio.core.http import problem, wants_json


class Request(HttpRequest):
    """The request of somebody signed in."""

    user: User


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """People who are not signed in are asked to, and come back; scripts get 401. What follows is kept by no cache."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if wants_json(request):
            return problem(request, status=401, code="signed_out", text=_("Please sign in again."))
        return redirect_to_login(request.get_full_path())

    return never_cache(guarded)
