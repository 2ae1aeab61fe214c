"""The directory, whole and of one Gemeinde."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from regio.core.http import is_part_wanted, page
from regio.organisations import queries
from regio.organisations.choices import Kind
from regio.organisations.forms import directory as wishes
from regio.organisations.queries.contacts import offices_in
from regio.region.queries import has_boundaries, municipalities_with_page, own_places
from regio.search.queries import find


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Everybody in the region, searched, filtered and ordered; with htmx only what changed."""
    places = own_places()
    wish = wishes.Wish.of(request.GET, places=places, home=getattr(request.user, "home_id", None))
    found = find(wish.ask())
    context = {
        "wish": wish,
        "found": found,
        "place_options": wishes.place_options(wish, places),
        "sort_options": wishes.sort_options(wish),
        "kind_options": wishes.kind_options(wish, found),
        "municipality_options": wishes.municipality_options(wish, found, places),
        "mark_options": wishes.mark_options(wish),
        "pins": wishes.pins(found),
        "has_boundaries": has_boundaries(),
        "is_filter_open": "filter" in request.GET,
        "is_part": is_part_wanted(request),
    }
    return page(request, "organisations/directory.html", context, part="more" if wish.after else "results")


@require_safe
def offices(request: HttpRequest, slug: str) -> HttpResponse:
    """Panel of a Gemeinde's page: offices and whom to ask there; without htmx the directory of its offices."""
    if not is_part_wanted(request):
        return redirect(
            f"{reverse('organisations:directory')}?{urlencode({'gemeinde': slug, 'art': Kind.ADMINISTRATION})}"
        )
    place = municipalities_with_page().filter(slug=slug).first()
    if place is None:
        raise Http404
    return page(request, "organisations/offices.html", {"offices": offices_in(place)}, part="panel")


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
