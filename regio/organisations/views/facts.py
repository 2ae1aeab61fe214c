"""Texts and address, and how the organisation works now."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from regio.core.errors import told_in
from regio.core.http import page
from regio.organisations import actions
from regio.organisations.choices import RightName
from regio.organisations.errors import ChangedMeanwhile
from regio.organisations.forms.facts import FactsForm, facts_values
from regio.organisations.forms.work_now import WorkNowForm, work_now_values
from regio.organisations.importers.categories import CATEGORIES
from regio.organisations.models import Organisation
from regio.organisations.queries.facts import FACTS, categories_in_use, seen
from regio.organisations.queries.imprint import told_in_imprint
from regio.organisations.queries.work_now import is_answered, running_call, work_now_of
from regio.organisations.views.edit import Request, section


@section(RightName.PAGE)
def edit_facts(request: Request, organisation: Organisation) -> HttpResponse:
    """One column; what was typed stays, also when somebody else was quicker."""
    first = {**facts_values(organisation), **told_in_imprint(organisation), "seen": seen(organisation, FACTS)}
    form = FactsForm(request.POST or None, initial=first)
    if form.is_valid():
        with told_in(form):
            try:
                actions.save_facts(
                    organisation, values=form.values(), seen_as=form.cleaned_data["seen"], by=request.user
                )
            except ChangedMeanwhile:
                form.data = request.POST.copy()
                form.data["seen"] = first["seen"]
                raise
            messages.success(request, _("Your page is saved."))
            return redirect("organisations:edit", slug=organisation.slug)
    offered = sorted({*categories_in_use(), *(word for _kind, word in CATEGORIES.values())}, key=str.casefold)
    context = {"organisation": organisation, "form": form, "offered": offered}
    return page(request, "organisations/edit/facts.html", context, status=422 if form.errors else 200)


@section(RightName.HOURS)
def edit_now(request: Request, organisation: Organisation) -> HttpResponse:
    """A minute on a phone: tick, a sentence, until when. One button says that all is as always."""
    form = WorkNowForm(request.POST or None, initial=work_now_values(work_now_of(organisation)))
    if "usual" in request.POST:
        actions.say_work_now(organisation, ways=(), by=request.user)
        messages.success(request, _("Thank you. Your page says nothing special any more."))
        return redirect("organisations:edit", slug=organisation.slug)
    if form.is_valid():
        with told_in(form):
            actions.say_work_now(organisation, **form.cleaned_data, by=request.user)
            messages.success(request, _("Saved. It stands on your page at once."))
            return redirect("organisations:edit", slug=organisation.slug)
    call = running_call()
    context = {
        "organisation": organisation,
        "form": form,
        "call": call,
        "is_answered": call is not None and is_answered(call, organisation),
    }
    return page(request, "organisations/edit/now.html", context, status=422 if form.errors else 200)
