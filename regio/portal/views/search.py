"""The one search over everything public, and its suggestions."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from regio.core.http import is_part_wanted, page
from regio.portal import forms
from regio.portal.queries import place_options
from regio.region.queries import own_places
from regio.search import registry
from regio.search.queries import find
from regio.search.queries import suggest as suggestions


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results of all kinds; with htmx only the list, and on later pages only what comes next."""
    places = own_places()
    wish = forms.Wish.of(request.GET, places=places, home_id=getattr(request.user, "home_id", None))
    found = find(wish.ask())
    context = {
        "wish": wish,
        "found": found,
        "chips": forms.chips(wish, found),
        "place_options": place_options(places, chosen=wish.place),
        "is_part": is_part_wanted(request),
    }
    return page(request, "portal/search.html", context, part="more" if wish.after else "results")


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Lines for the field while somebody types; empty when nothing begins so."""
    found = suggestions(request.GET.get("q", ""))
    labels = registry.facet_labels()
    lines = [(line, line.about or labels.get(line.facet, "")) for line in found]
    return HttpResponse(render_to_string("portal/suggest.html", {"lines": lines}))  # a few lines without the shell
