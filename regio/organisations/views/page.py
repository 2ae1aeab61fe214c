"""The page of one organisation."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from regio.core.http import page
from regio.organisations import queries
from regio.organisations.choices import Kind
from regio.organisations.feeds import linked_data
from regio.organisations.queries.documents import picture_address
from regio.region.queries import has_boundaries


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
