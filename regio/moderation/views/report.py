"""Reporting something: for everybody, with or without account (DSA Art. 16)."""

from allauth.account.adapter import get_adapter
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from regio.core.errors import told_in
from regio.core.http import page
from regio.moderation import actions
from regio.moderation.errors import TooManyReports
from regio.moderation.forms import ReportForm
from regio.moderation.models import Party
from regio.moderation.queries.parties import subject_of
from regio.moderation.views.party import remember

TRIES, SECONDS = 10, 600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """What is wrong with the thing `?was=` (kind) `&key=`."""
    what = (request.GET.get("was", ""), request.GET.get("key", ""))
    subject = subject_of(request.user, what)
    if subject is None:
        return page(request, "moderation/report_what.html", {}, status=404 if any(what) else 200)
    form = ReportForm(request.POST or None, is_known=request.user.is_authenticated)
    if form.is_valid():
        with told_in(form):
            return send(request, what, form)
    context = {"form": form, "subject": subject, "here": request.get_full_path()}
    return page(request, "moderation/report.html", context, status=422 if form.errors else 200)


def send(request: HttpRequest, what: tuple[str, str], form: ReportForm) -> HttpResponse:
    """Store it and show the receipt. A robot sees the same and stores nothing."""
    count_try(request)
    if form.is_robot:
        return redirect("report:thanks")
    by = request.user if request.user.is_authenticated else None
    party: Party = actions.report(what, by=by, **form.said)
    if by is None:
        remember(request, party.pk)
    return redirect("report:case", id=party.case_id)


def count_try(request: HttpRequest) -> None:
    """Raises TooManyReports when this network (or person) wrote more than people do (ASVS 2.4.1)."""
    who = f"p{request.user.pk}" if request.user.is_authenticated else get_adapter().get_client_ip(request)
    key, tries = f"moderation-report:{who}", caches["limits"]
    tries.add(key, 0, SECONDS)
    if tries.incr(key) > TRIES:
        raise TooManyReports


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """A receipt without a case."""
    return page(request, "moderation/thanks.html", {})


@require_safe
def who_sees(request: HttpRequest) -> HttpResponse:
    """Which of the owner's people may see what, and that it is noted."""
    return page(request, "moderation/who_sees.html", {})
