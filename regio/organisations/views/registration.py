"""Something new: is it here already, what is it, have it checked, publish it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regio.core.errors import told_in
from regio.core.http import page, takes_files
from regio.organisations.actions.publication import publish_organisation
from regio.organisations.actions.registration import register_organisation, send_for_checking
from regio.organisations.forms.claim import EvidenceForm
from regio.organisations.forms.registration import FirstForm, SecondForm
from regio.organisations.queries.claim import open_registration
from regio.organisations.queries.duplicates import likely_twins
from regio.organisations.queries.imprint import imprint_gaps
from regio.organisations.queries.page import needs_checking
from regio.organisations.views.imprint import editable
from regio.region.queries import own_places


@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Three looks at one form: what is it called; is it one of these; what is it. Strangers see how it goes."""
    if not request.user.is_authenticated:
        return page(request, "organisations/registration/welcome.html", {"organisation": None})
    places = own_places()
    if "kind" in request.POST or "neu" in request.POST:
        return _second(request, SecondForm(request.POST, places=places))
    form = FirstForm(request.POST or None, places=places, initial=request.GET.dict())
    if not form.is_valid():
        return page(
            request, "organisations/registration/first.html", {"form": form}, status=409 if form.errors else 200
        )
    twins = likely_twins(form.draft())
    second = SecondForm(initial=form.cleaned_data, places=places)
    context = {"form": second, "twins": twins, "said": form.cleaned_data}
    return page(
        request, "organisations/registration/twins.html" if twins else "organisations/registration/second.html", context
    )


def _second(request: HttpRequest, form: SecondForm) -> HttpResponse:
    if "kind" not in request.POST:  # none of those offered
        form = SecondForm(initial=request.POST.dict(), places=form.places.values())
    elif form.is_valid():
        with told_in(form):
            said = form.cleaned_data
            assert request.user.is_authenticated
            made = register_organisation(said["name"], kind=said["kind"], values=form.values(), by=request.user)
            messages.success(request, _("The draft is stored. Only you see it."))
            return redirect("organisations:edit_imprint", slug=made.slug)
    return page(
        request,
        "organisations/registration/second.html",
        {"form": form, "twins": []},
        status=409 if form.errors else 200,
    )


@takes_files
@login_required
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """What is missing; then to everybody, or first to the desk."""
    organisation = editable(request, slug)
    assert request.user.is_authenticated
    needs_proof = needs_checking(organisation, request.user)
    form = EvidenceForm(request.POST or None, uploads=request.FILES.getlist("evidence"))
    if request.method == "POST" and (form.is_valid() or not needs_proof):
        with told_in(form):
            if needs_proof:
                said = form.cleaned_data
                send_for_checking(
                    organisation,
                    by=request.user,
                    statement=said["statement"],
                    proof=said["proof"],
                    evidence=form.uploads,
                )
                messages.success(request, _("Thank you. We look at it and write to you."))
                return redirect("organisations:publish", slug=slug)
            publish_organisation(organisation, by=request.user)
            messages.success(request, _("Your page is public."))
            return redirect("organisations:page", slug=slug)
    context = {
        "organisation": organisation,
        "form": form,
        "gaps": imprint_gaps(organisation),
        "case": open_registration(organisation),
        "needs_proof": needs_proof,
    }
    return page(request, "organisations/registration/publish.html", context, status=409 if form.errors else 200)
