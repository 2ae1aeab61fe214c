"""Renewing a ticket. Only what the person may hear now counts; the old ticket just says what the page is about."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from regio.live import tickets
from regio.live.actions import ticket, ticket_key
from regio.live.streams import can_hear, hearing_ends

PAUSE_MS = 24 * 3600 * 1000  # a page left open over night comes back
OFTEN, WITHIN_SECONDS = 300, 600  # some hundred open pages of one person, each coming after 3 to 7 minutes


@csrf_exempt  # changes nothing, a foreign page cannot read the answer, and browsers say where they come from
@never_cache
@require_POST
def renewed_ticket(request: HttpRequest) -> JsonResponse:
    """`{"ticket": …, "seconds": …}` for the same person and what it may still hear; 403 when that is no longer so."""
    asked = tickets.now_ms()
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return JsonResponse({"error": "origin"}, status=403)
    try:
        old = tickets.read(ticket_key(), request.POST.get("ticket", ""), leeway_ms=PAUSE_MS)
    except tickets.BadTicket:
        return JsonResponse({"error": "ticket"}, status=403)
    if old.user_id != request.user.pk:
        return JsonResponse({"error": "person"}, status=403)
    if is_too_often(old.user_id):
        return JsonResponse({"error": "too_many"}, status=429)
    streams = [stream for stream in old.streams if can_hear(request.user, stream)]
    renewed = ticket(old.user_id, streams, asked=asked, until=hearing_ends(request.user))
    return JsonResponse({"ticket": renewed, "seconds": settings.LIVE_TICKET_SECONDS})


def is_too_often(user_id: int | None) -> bool:
    """True when a person asks like a script. Counted in each web process: this is only to spare the database."""
    if user_id is None:
        return False
    key = f"live-ticket-{user_id}"
    cache.add(key, 0, WITHIN_SECONDS)
    try:
        return cache.incr(key) > OFTEN
    except ValueError:  # the window ended in between
        return False
