"""Who may come in. What is not for somebody does not exist for them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import Http404, HttpRequest, HttpResponse

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def needs[**P](rule: Callable[[Any], bool]) -> Callable[[View[P]], View[P]]:
    """Decorator: 404 for everybody whom `rule` refuses. Stands below login_required."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not rule(request.user):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate
