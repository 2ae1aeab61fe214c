"""Who is responsible for what."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regio.core.errors import told_in
from regio.core.http import page
from regio.region import actions
from regio.region.forms.people import FilterForm, FindForm, GrantForm
from regio.region.models import Municipality
from regio.region.queries import people as found
from regio.region.rules import can_grant_duties
from regio.region.views.gate import Request, needs


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_grant_duties)
def people(request: Request) -> HttpResponse:
    """Everybody with a duty; by the whole e-mail address anybody else, by POST so that no log keeps it."""
    form = FindForm(request.POST or None)
    if form.is_valid():
        with told_in(form):
            person = actions.look_up_person(form.cleaned_data["email"], by=request.user)
            return redirect("desk:person", found.address_of(person))
    shown = FilterForm(request.GET or None)
    context = {"form": form, "filter": shown, "roles": found.roles(**shown.values()), "proposals": found.proposals()}
    return page(request, "region/desk/people.html", context | {"address_of": found.address_of})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_grant_duties)
def person(request: Request, word: str) -> HttpResponse:
    """One person: what they hold, and a form to give them more."""
    whom = person_or_404(word)
    form = GrantForm(request.POST or None)
    if form.is_valid():
        with told_in(form):
            role = actions.grant_duty(whom, **form.values(), by=request.user)
            messages.success(request, _("Granted.") if role else _("Proposed. Somebody else has to confirm it."))
            return redirect("desk:person", word)
    return page(request, "region/desk/person.html", about(whom, word) | {"form": form})


def person_or_404(word: str) -> Any:
    whom = found.person_at(word)
    if whom is None:
        raise Http404
    return whom


def about(whom: Any, word: str) -> dict[str, Any]:
    """What the page of a person shows."""
    return {"whom": whom, "word": word, "roles": found.roles_of(whom), "elsewhere": found.held_elsewhere(whom)}


@require_POST
@needs(can_grant_duties)
def duty(request: Request, word: str) -> HttpResponse:
    """Take one duty back."""
    place = request.POST.get("municipality", "")
    where = Municipality(pk=int(place)) if place.isascii() and place.isdigit() else None
    actions.revoke_duty(person_or_404(word), duty=request.POST.get("duty", ""), municipality=where, by=request.user)
    messages.success(request, _("Taken back."))
    return redirect("desk:person", word)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_grant_duties)
def leave(request: Request, word: str) -> HttpResponse:
    """Somebody leaves: shows all they hold, and ends it at once."""
    whom = person_or_404(word)
    if request.method == "POST":
        actions.end_everything(whom, by=request.user)
        messages.success(request, _("%(name)s no longer holds anything here.") % {"name": whom.name})
        return redirect("desk:people")
    return page(request, "region/desk/leave.html", about(whom, word))


@require_POST
@needs(can_grant_duties)
def proposal(request: Request, pk: int) -> HttpResponse:
    """The second pair of eyes says yes or no."""
    waiting = get_object_or_404(found.waiting_proposals(), pk=pk)
    if request.POST.get("answer") == "yes":
        actions.confirm_grant(waiting, by=request.user)
        messages.success(request, _("Confirmed."))
    else:
        actions.refuse_grant(waiting, by=request.user)
        messages.success(request, _("Not granted."))
    return redirect("desk:people")
