"""Renewing a ticket. Only permissions of this moment count; the old ticket merely says which streams the page is about."""

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from regio.live import tickets
from regio.live.actions import ticket, ticket_key
from regio.live.rules import can_hear

PAUSE_MS = 24 * 3600 * 1000  # a page left open over night comes back


@never_cache
@require_GET
def renewed_ticket(request: HttpRequest) -> JsonResponse:
    """`{"ticket": …}` for the same person and the streams it may still hear; 403 when the person changed."""
    try:
        old = tickets.read(ticket_key(), request.headers.get("Live-Ticket", ""), leeway_ms=PAUSE_MS)
    except tickets.BadTicket:
        return JsonResponse({"error": "ticket"}, status=403)
    if old.user_id != request.user.pk:
        return JsonResponse({"error": "person"}, status=403)
    streams = [stream for stream in old.streams if can_hear(request.user, stream)]
    return JsonResponse({"ticket": ticket(old.user_id, streams), "seconds": settings.LIVE_TICKET_SECONDS})
