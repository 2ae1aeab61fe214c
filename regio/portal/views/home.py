"""The front page and a person's desk."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from regio.accounts.models import User
from regio.core.http import page
from regio.organisations.queries.follow import news_followed_by
from regio.portal.panels import begun
from regio.portal.queries import desk, front
from regio.portal.tiles import TILES


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the region offers, the home Gemeinde first."""
    shown = front(request.user)
    few = begun(sum(shown.numbers.all.values()))
    return page(request, "portal/home.html", {"front": shown, "tiles": TILES, "begun": few})


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """What waits for the person who is signed in."""
    assert isinstance(request.user, User)
    context = {
        "desk": desk(request.user),
        "followed_news": news_followed_by(request.user),
    }
    return page(request, "portal/mine.html", context)
