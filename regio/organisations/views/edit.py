"""The edit hub, and what all its sections begin with."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from regio.accounts.models import User
from regio.core.http import page
from regio.organisations import queries
from regio.organisations.models import Organisation
from regio.organisations.queries.claim import open_registration
from regio.organisations.queries.edit import groups_of
from regio.organisations.queries.follow import number_of_followers
from regio.organisations.queries.hiding import hidden_for
from regio.organisations.queries.steps import is_new_here, way_of
from regio.organisations.queries.work_now import is_answered, running_call

type Section = Callable[..., HttpResponse]


class Request(HttpRequest):
    """The request of somebody signed in."""

    user: User


def section(right: str = "") -> Callable[[Section], Section]:
    """Decorator: the view gets the organisation under `slug`, which exists only for people who may change it so."""

    def wrap(view: Section) -> Section:
        @wraps(view)
        def asked(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
            organisation = queries.to_edit(request.user, slug, right)
            if organisation is None:
                raise Http404
            return view(request, organisation, **kwargs)

        return never_cache(login_required(require_http_methods(["GET", "HEAD", "POST"])(asked)))

    return wrap


@require_safe
@section()
def hub(request: Request, organisation: Organisation) -> HttpResponse:
    """Everything this person may change, what is missing, and what to do next."""
    shown = queries.sections_of(request.user, organisation)
    way = way_of(organisation).for_whoever_opens({line.section.name for line in shown})
    call = running_call()
    context = {
        "organisation": organisation,
        "groups": groups_of(shown),
        "missing": [line for line in shown if line.section.is_needed and line.says],
        "way": way,
        "is_begun": way.next is None and is_new_here(request.user, organisation),
        "checked": None if organisation.published_at else open_registration(organisation),
        "hidden": hidden_for(request.user, organisation),
        "call": call if call and organisation.published_at and not is_answered(call, organisation) else None,
        "followers": number_of_followers(organisation),
    }
    return page(request, "organisations/edit/hub.html", context)
