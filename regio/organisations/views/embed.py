"""The card for other websites: the one page of the platform that may stand in a foreign frame."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.csp import CSP
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from regio.core.http import page
from regio.organisations import queries
from regio.organisations.choices import Kind, RightName
from regio.organisations.models import Organisation
from regio.organisations.queries.embed import snippets_of
from regio.organisations.queries.sign import public_address
from regio.organisations.views.edit import Request, section

# Nothing in it can be clicked on behalf of a person: no scripts, no forms, no session.
POLICY: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": ["*"],
}


@require_safe
@xframe_options_exempt
@csp_override(POLICY)
@cache_control(public=True, max_age=300)
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """Name, open or closed, hours, how it works now. Rendered without the request: nobody is known here."""
    found = queries.organisation_page(None, slug)
    if found is None:
        raise Http404
    context = {
        "shown": found,
        "organisation": found.organisation,
        "kind": Kind(found.organisation.kind),
        "address": public_address(found.organisation),
        "home": settings.BASE_URL,
        "lang": (get_language() or "de")[:2],
    }
    return HttpResponse(render_to_string("organisations/embed.html", context))


@require_safe
@section(RightName.PAGE)
def edit_embed(request: Request, organisation: Organisation) -> HttpResponse:
    """The two snippets to copy."""
    context = {"organisation": organisation, "snippets": snippets_of(organisation)}
    return page(request, "organisations/edit/embed.html", context)
