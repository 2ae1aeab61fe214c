"""What the shell around every page needs. Nothing here costs a visitor without account a query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from regio.accounts.choices import Theme
from regio.chat.queries import Presence, presence
from regio.core.http import is_part_wanted
from regio.live.actions import ticket
from regio.portal.choices import THEME_COOKIE
from regio.portal.tiles import nav
from regio.region.models import County
from regio.region.queries import county

MOST_STREAMS = 50  # a ticket holds some 60; who answers for more hears them by the stream of the person

UNFOUNDED = County(name="Regio-Plattform")  # before `regio init`
MODULES = ("live/js/regio-live.js", "chat/js/unread.js")  # scripts of every page of somebody signed in


@dataclass(frozen=True, slots=True)
class Owner:
    """What the shell says of the county, by value: what is printed of it is kept for the next page."""

    name: str
    claim: str
    phone: str
    phone_hours: str
    look: str  # its hues, as the style sheet is asked for them: what changes them changes the address
    crest: str  # key of the file; empty: the platform's own


@dataclass(frozen=True, slots=True)
class Live:
    """How the page of a signed-in person keeps its line to the hub."""

    url: str
    user_id: int
    streams: tuple[str, ...]
    asked: int | None = None  # Unix millisecond before anything was asked: what is cut later is not heard
    until: datetime | None = None  # when a right to answer ends
    modules: tuple[str, ...] = MODULES

    @property
    def ticket(self) -> str:
        return self.ticket_for([])

    def ticket_for(self, further: Sequence[str]) -> str:
        """A ticket that also holds the streams of this one page."""
        heard = [*further, *self.streams][:MOST_STREAMS]
        return ticket(self.user_id, heard, asked=self.asked, until=self.until)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor of both template engines."""
    user = getattr(request, "user", None) or AnonymousUser()
    seen = presence_once(request, user) if user.is_authenticated else None
    region: Any = SimpleLazyObject(lambda: county() or UNFOUNDED)
    return {
        "region": region,
        "owner": partial(owner_of, region),
        "lang": (get_language() or "de")[:2],
        "theme": theme_of(request, user),
        "nav": nav(request, signed_in=user.is_authenticated, on_duty=bool(seen and seen.is_on_duty)),
        "unread": seen.unread if seen else 0,
        "notices": seen.notices if seen else 0,
        "live": live_of(user, seen, asked=getattr(request, "came_ms", None)) if seen else None,
        "demo": settings.DEMO,
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),  # once a page; Django's own anew in each form
    }


def owner_of(region: County) -> Owner:
    """Asked only by pages with a shell."""
    look = f"marke={region.brand_hue}&akzent={region.accent_hue}&land={region.land_hue}"
    crest = str(region.crest_file or "")
    return Owner(region.name, region.claim, region.phone, region.phone_hours, look, crest)


def presence_once(request: HttpRequest, user: Any) -> Presence | None:
    """Worked out once per request, for a page of a library is printed by two engines; a part has no shell."""
    if is_part_wanted(request):
        return None
    if not hasattr(request, "_presence"):
        request._presence = presence(user)  # type: ignore[attr-defined]  # kept on the request itself
    found: Presence = request._presence  # type: ignore[attr-defined]  # kept on the request itself
    return found


def live_of(user: Any, seen: Presence, *, asked: int | None = None) -> Live:
    """What the line hears: the person, and the organisations they answer for."""
    streams = (f"user-{user.pk}", *(f"organisation-{key}" for key in seen.organisations))
    return Live(settings.LIVE_URL, user.pk, streams, asked, seen.ends_at)


def theme_of(request: HttpRequest, user: Any) -> str:
    """The profile decides, then the browser's cookie; empty: as the device."""
    chosen = (user.theme if user.is_authenticated else "") or request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in Theme else ""
