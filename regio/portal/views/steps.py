"""First steps: put a list away, or have them again."""

import re

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from regio.accounts.models import User
from regio.portal.actions import put_guide_away, show_guides_again

_NAME = re.compile(r"(resident|owner|(organisation|municipality)-[0-9]{1,18})")


@require_POST
@login_required
def steps(request: HttpRequest) -> HttpResponse:
    """Names that no list has are ignored."""
    assert isinstance(request.user, User)
    name = request.POST.get("away", "")
    if _NAME.fullmatch(name):
        put_guide_away(request.user, name)
    elif "again" in request.POST:
        show_guides_again(request.user)
    return redirect("portal:mine")
