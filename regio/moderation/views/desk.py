"""One case on the owner's desk."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from regio.core.http import page
from regio.moderation.queries.cases import cases_for
from regio.moderation.views import Request


@require_safe
@login_required
def case(request: Request, id: UUID) -> HttpResponse:
    """What it is about."""
    found = get_object_or_404(cases_for(request.user), pk=id)
    return page(request, "moderation/case.html", {"case": found})
