"""Taking over an entry."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regio.core.errors import told_in
from regio.core.http import page, takes_files
from regio.organisations import queries
from regio.organisations.actions.claim import claim_by_code, claim_organisation, send_claim_code
from regio.organisations.forms.claim import CodeForm, EvidenceForm
from regio.organisations.models import Organisation
from regio.organisations.queries.claim import claim_page, masked
from regio.organisations.rules import can_claim, can_claim_by_code


@takes_files
@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest, slug: str) -> HttpResponse:
    """Evidence for the desk; where the entry shows an e-mail address, a code is quicker. Strangers see how it goes."""
    if not request.user.is_authenticated:
        return welcome(request, slug)
    organisation = claimable(request, slug)
    form = EvidenceForm(request.POST or None, uploads=request.FILES.getlist("evidence"))
    if form.is_valid():
        with told_in(form):
            said = form.cleaned_data
            case = claim_organisation(
                organisation,
                by=request.user,
                statement=said["statement"],
                proof=said["proof"],
                evidence=form.uploads,
            )
            messages.success(request, _("Thank you. We look at it and write to you by e-mail."))
            return redirect("report:case", case.pk)
    context = context_of(request, organisation, form)
    return page(request, "organisations/registration/claim.html", context, status=409 if form.errors else 200)


@login_required
@require_POST
def send_code(request: HttpRequest, slug: str) -> HttpResponse:
    """Mail the code to the address of the entry."""
    organisation = claimable(request, slug)
    assert request.user.is_authenticated
    send_claim_code(organisation, by=request.user)
    text = _("The code is on its way to %(address)s.") % {"address": masked(organisation.email)}
    messages.success(request, text)
    return redirect("organisations:claim_code", slug=slug)


@login_required
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest, slug: str) -> HttpResponse:
    """Type the code in, and it is yours."""
    organisation = claimable(request, slug)
    assert request.user.is_authenticated
    if not can_claim_by_code(request.user, organisation):
        return redirect("organisations:claim", slug=slug)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        with told_in(form):
            claim_by_code(organisation, by=request.user, code=form.cleaned_data["code"])
            messages.success(request, _("It is yours now. Complete the imprint, then everybody sees it."))
            return redirect("organisations:edit_imprint", slug=slug)
    context = {"organisation": organisation, "form": form, "address": masked(organisation.email)}
    return page(request, "organisations/registration/code.html", context, status=409 if form.errors else 200)


def welcome(request: HttpRequest, slug: str) -> HttpResponse:
    """How one takes over this entry, before there is an account."""
    found = queries.organisation_page(request.user, slug)
    if found is None:
        raise Http404
    return page(request, "organisations/registration/welcome.html", {"organisation": found.organisation})


def claimable(request: HttpRequest, slug: str) -> Organisation:
    """The entry, unless the person may not see it or manages it already."""
    found = queries.organisation_page(request.user, slug)
    if found is None or not can_claim(request.user, found.organisation):
        raise Http404
    return found.organisation


def context_of(request: HttpRequest, organisation: Organisation, form: EvidenceForm) -> dict[str, object]:
    """What the page of a claim shows."""
    shown = claim_page(request.user, organisation)
    return {"organisation": organisation, "form": form, "claim": shown}
