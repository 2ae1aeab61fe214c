"""Contact persons and further places in the edit hub."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from regio.core.errors import told_in
from regio.core.http import page
from regio.organisations import actions
from regio.organisations.choices import RightName
from regio.organisations.forms.contacts import ContactForm, PlaceForm, contact_values, place_values
from regio.organisations.models import Contact, Organisation, Place
from regio.organisations.queries.contacts import contact_to_edit, contacts_of, place_to_edit, places_of
from regio.organisations.views.edit import Request, section


@section(RightName.PAGE)
def edit_contacts(request: Request, organisation: Organisation) -> HttpResponse:
    """All contacts in their order."""
    context = {"organisation": organisation, "contacts": contacts_of(organisation)}
    return page(request, "organisations/edit/contacts.html", context)


@section(RightName.PAGE)
def edit_contact(request: Request, organisation: Organisation, key: int = 0) -> HttpResponse:
    """One of them; `0` is a new one."""
    contact = contact_to_edit(organisation, key)
    if key and contact is None:
        raise Http404
    if contact and (done := changed(request, contact, "organisations:edit_contacts")):
        return done
    form = ContactForm(request.POST or None, initial=contact_values(contact))
    if form.is_valid():
        with told_in(form):
            actions.save_contact(organisation, contact=contact, values=form.cleaned_data, by=request.user)
            messages.success(request, _("The contact is saved."))
            return redirect("organisations:edit_contacts", slug=organisation.slug)
    context = {"organisation": organisation, "contact": contact, "form": form}
    return page(request, "organisations/edit/contact.html", context, status=422 if form.errors else 200)


@section(RightName.PAGE)
def edit_places(request: Request, organisation: Organisation) -> HttpResponse:
    """All further places in their order."""
    context = {"organisation": organisation, "places": places_of(organisation)}
    return page(request, "organisations/edit/places.html", context)


@section(RightName.PAGE)
def edit_place(request: Request, organisation: Organisation, key: int = 0) -> HttpResponse:
    """One of them; `0` is a new one."""
    place = place_to_edit(organisation, key)
    if key and place is None:
        raise Http404
    if place and (done := changed(request, place, "organisations:edit_places")):
        return done
    form = PlaceForm(request.POST or None, initial=place_values(place))
    if form.is_valid():
        with told_in(form):
            actions.save_place(organisation, place=place, values=form.values(), by=request.user)
            messages.success(request, _("The place is saved."))
            return redirect("organisations:edit_places", slug=organisation.slug)
    context = {"organisation": organisation, "place": place, "form": form}
    return page(request, "organisations/edit/place.html", context, status=422 if form.errors else 200)


def changed(request: Request, one: Contact | Place, back: str) -> HttpResponse | None:
    """The two small buttons: away with it, one step up."""
    if "remove" in request.POST:
        actions.remove_listed(one, by=request.user)
        messages.success(request, _("Taken off the page."))
    elif "up" in request.POST:
        actions.move_up(one, by=request.user)
    else:
        return None
    return redirect(back, slug=one.organisation.slug)
