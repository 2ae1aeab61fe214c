"""The page of a Gemeinde as its town hall edits it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regio.core.errors import told_in
from regio.core.http import page
from regio.region import actions
from regio.region.choices import Duty
from regio.region.forms.municipality import MunicipalityForm
from regio.region.forms.people import NameEditorForm
from regio.region.models import Municipality
from regio.region.queries import municipalities_with_page, people
from regio.region.rules import can_edit_municipality, can_enter_desk, can_revoke
from regio.region.views.gate import Request, needs


def own_place(request: Request, slug: str) -> Municipality:
    """What this person may not edit has no such page."""
    place: Municipality = get_object_or_404(municipalities_with_page(), slug=slug)
    if not can_edit_municipality(request.user, place):
        raise Http404
    return place


@require_http_methods(["GET", "HEAD", "POST"])
@needs(can_enter_desk)
def edit(request: Request, slug: str) -> HttpResponse:
    """Words, contact, colour, switches."""
    place = own_place(request, slug)
    form = MunicipalityForm(request.POST or None, place=place)
    if form.is_valid():
        actions.change_municipality(place, values=form.values, by=request.user)
        messages.success(request, _("Saved. This is how everybody sees it now."))
        return redirect("region:municipality", slug)
    return show(request, place, form=form, naming=NameEditorForm())


def show(request: Request, place: Municipality, *, form: MunicipalityForm, naming: NameEditorForm) -> HttpResponse:
    """The whole page of editing."""
    roles = people.roles(duty=Duty.EDITOR, municipality=place)
    context: dict[str, Any] = {"place": place, "form": form, "naming": naming}
    context["editors"] = [(role, can_revoke(request.user, role)) for role in roles]
    return page(request, "region/edit.html", context)


@require_POST
@needs(can_enter_desk)
def editors(request: Request, slug: str) -> HttpResponse:
    """Name a further editor."""
    place = own_place(request, slug)
    naming = NameEditorForm(request.POST)
    if naming.is_valid():
        with told_in(naming):
            person = actions.name_editor(place, **naming.cleaned_data, by=request.user)
            messages.success(request, _("%(name)s edits this page too.") % {"name": person.name})
            return redirect("region:edit", slug)
    return show(request, place, form=MunicipalityForm(place=place), naming=naming)


@require_POST
@needs(can_enter_desk)
def editor(request: Request, slug: str, pk: int) -> HttpResponse:
    """Take it back from somebody."""
    place = own_place(request, slug)
    role = next((role for role in people.roles(duty=Duty.EDITOR, municipality=place) if role.pk == pk), None)
    if role is None:
        raise Http404
    actions.revoke_duty(role.person, duty=role.duty, municipality=place, by=request.user)
    messages.success(request, _("%(name)s no longer edits this page.") % {"name": role.person.name})
    return redirect("region:edit", slug)
