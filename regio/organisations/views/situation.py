"""The owner's desk asks the region how it works now, and sees who answered."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from regio.core.errors import told_in
from regio.core.http import page
from regio.organisations import actions
from regio.organisations.forms.work_now import CallForm
from regio.organisations.queries.work_now import answers_of, running_call
from regio.organisations.rules import can_call_region
from regio.organisations.views.edit import Request


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def situation(request: Request) -> HttpResponse:
    """Start a call, count its answers, end it."""
    if not can_call_region(request.user):
        raise Http404
    call = running_call()
    form = CallForm(request.POST if request.method == "POST" and "end" not in request.POST else None)
    if call and "end" in request.POST:
        actions.end_call(call, by=request.user)
        messages.success(request, _("The call has ended. What was answered stays on the pages."))
        return redirect("situation:call")
    if form.is_valid():
        with told_in(form):
            actions.call_region(form.cleaned_data["text"], by=request.user)
            messages.success(request, _("The managers of all organisations are being told."))
            return redirect("situation:call")
    context = {"call": call, "form": form, "answers": answers_of(call) if call else None}
    return page(request, "organisations/situation.html", context, status=422 if form.errors else 200)
