"""The front page and a person's desk."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from regio.accounts.models import User
from regio.core.http import page
from regio.portal.queries import desk, front
from regio.portal.tiles import TILES


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the region offers, the home Gemeinde first."""
    return page(request, "portal/home.html", {"front": front(request.user), "tiles": TILES})


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """What waits for the person who is signed in."""
    assert isinstance(request.user, User)
    return page(request, "portal/mine.html", {"desk": desk(request.user)})
