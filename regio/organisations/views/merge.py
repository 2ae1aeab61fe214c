"""The desk compares two entries."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regio.organisations.actions.merge import choose_for_merge
from regio.organisations.queries.cases import case_of_pair


@login_required
@require_POST
def choose_merge(request: HttpRequest, id: UUID) -> HttpResponse:
    """Note which entry stays and what it takes over; the decision itself is made on the page of the case."""
    assert request.user.is_authenticated
    case = case_of_pair(request.user, id)
    if case is None:
        raise Http404
    keep = request.POST.get("keep", "")
    key = int(keep) if keep.isascii() and keep.isdigit() and len(keep) < 19 else 0
    choose_for_merge(case, keep=key, fields=request.POST.getlist("feld"), by=request.user)
    messages.success(request, _("Remembered. Now decide."))
    return redirect("moderation:case", case.pk)
