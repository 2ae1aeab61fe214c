"""The page of a case for those it concerns."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from regio.core.http import page
from regio.moderation.queries.parties import party_of
from regio.moderation.views import Request


@require_safe
@login_required
def case(request: Request, id: UUID) -> HttpResponse:
    """What it is about."""
    party = party_of(request.user, id)
    if party is None:
        raise Http404
    return page(request, "moderation/case.html", {"case": party.case})
