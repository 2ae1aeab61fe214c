"""First steps: the lists, put one away, or have them again."""

import re

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from regio.accounts.models import User
from regio.core.http import page
from regio.portal.actions import put_guide_away, show_guides_again
from regio.portal.panels import guides_of, has_put_away

_NAME = re.compile(r"(resident|owner|(organisation|municipality)-[0-9]{1,18})")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def steps(request: HttpRequest) -> HttpResponse:
    """The lists, loaded into the desk after it is shown. POST: names that no list has are ignored."""
    assert isinstance(request.user, User)
    if request.method != "POST":
        context = {"guides": guides_of(request.user), "has_put_away": has_put_away(request.user)}
        return page(request, "portal/steps.html", context, part="part")
    name = request.POST.get("away", "")
    if _NAME.fullmatch(name):
        put_guide_away(request.user, name)
    elif "again" in request.POST:
        show_guides_again(request.user)
    return redirect("portal:mine")
