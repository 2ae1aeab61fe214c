"""The page of one organisation."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from regio.core.http import is_part_wanted, page
from regio.organisations import queries
from regio.organisations.choices import Kind
from regio.organisations.feeds import linked_data
from regio.organisations.queries.documents import picture_address
from regio.organisations.queries.follow import is_following
from regio.organisations.queries.more import more_of
from regio.organisations.queries.photos import showcase_of
from regio.region.queries import has_boundaries


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """One organisation. Unknown and not yet published ones look the same to everybody else."""
    found = queries.organisation_page(request.user, slug)
    if found is None:
        return moved(slug)
    context = {
        "page": found,
        "organisation": found.organisation,
        "imprint": found.imprint,
        "kind": Kind(found.organisation.kind),
        "picture": picture_address(found.organisation),
        "linked_data": linked_data(found),
        "has_boundaries": has_boundaries(),
        "is_following": is_following(request.user, found.organisation),
        "showcase": showcase_of(found.organisation),
        "verified": found.is_verified,
    }
    return page(request, "organisations/page.html", context)


@require_safe
def more(request: HttpRequest, slug: str) -> HttpResponse:
    """Below on the page: pages, news, neighbours. Without htmx the directory of its Gemeinde."""
    found = queries.organisation_page(None, slug)
    if found is None:
        raise Http404
    if not is_part_wanted(request):
        place = found.organisation.municipality
        return redirect(f"{reverse('organisations:directory')}?{urlencode({'gemeinde': place.slug} if place else {})}")
    below = more_of(found.organisation)
    context = {"pages": below.pages, "news": below.news, "place": below.place, "hits": below.hits}
    return page(request, "organisations/more.html", context, part="more")


def moved(slug: str) -> HttpResponse:
    """For ever to the present address of an organisation that was merged."""
    present = queries.present_slug(slug)
    if not present:
        raise Http404
    return redirect("organisations:page", slug=present, permanent=True)
