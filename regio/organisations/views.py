"""The directory and the page of one organisation."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from regio.core.http import is_part_wanted, page
from regio.organisations import forms, queries
from regio.organisations.choices import Kind
from regio.organisations.feeds import linked_data
from regio.organisations.queries.documents import picture_address
from regio.region.queries import has_boundaries, own_places
from regio.search.queries import find


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Everybody in the region, searched, filtered and ordered; with htmx only what changed."""
    places = own_places()
    wish = forms.Wish.of(request.GET, places=places, home=getattr(request.user, "home_id", None))
    found = find(wish.ask())
    context = {
        "wish": wish,
        "found": found,
        "place_options": forms.place_options(wish, places),
        "sort_options": forms.sort_options(wish),
        "kind_options": forms.kind_options(wish, found),
        "municipality_options": forms.municipality_options(wish, found, places),
        "pins": forms.pins(found),
        "has_boundaries": has_boundaries(),
        "is_filter_open": "filter" in request.GET,
        "is_part": is_part_wanted(request),
    }
    return page(request, "organisations/directory.html", context, part="more" if wish.after else "results")


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """One organisation. Unknown and not yet published ones look the same to everybody else."""
    found = queries.organisation_page(request.user, slug)
    if found is None:
        raise Http404
    context = {
        "page": found,
        "organisation": found.organisation,
        "kind": Kind(found.organisation.kind),
        "picture": picture_address(found.organisation),
        "linked_data": linked_data(found),
        "has_boundaries": has_boundaries(),
    }
    return page(request, "organisations/page.html", context)


@require_safe
def in_municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """Panel of a Gemeinde's page; without htmx the directory of that Gemeinde."""
    if not is_part_wanted(request):
        return redirect(f"{reverse('organisations:directory')}?{urlencode({'gemeinde': slug})}")
    here = queries.in_municipality(slug)
    if here is None:
        raise Http404
    context = {"here": here}
    return page(request, "organisations/in_municipality.html", context, part="panel")
