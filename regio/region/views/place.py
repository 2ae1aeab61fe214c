"""Pages of the Gemeinden."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from regio.core.http import page
from regio.region import queries
from regio.region.panels import panels_of


@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    """All Gemeinden of the county on a map and as a list."""
    context = {"places": queries.own_municipalities(), "county_map": queries.county_map()}
    return page(request, "region/municipalities.html", context)


@require_safe
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """One Gemeinde of the county: facts, map, neighbours, and what other rooms know of it."""
    place = get_object_or_404(queries.municipalities_with_page(), slug=slug)
    context = {
        "place": place,
        "county_map": queries.county_map().around(slug),
        "neighbours": queries.neighbours_of(place),
        "panels": panels_of(place),
    }
    return page(request, "region/municipality.html", context)


@require_safe
def boundaries(request: HttpRequest) -> HttpResponse:
    """GeoJSON of the county's boundaries; unchanged ones cost no body."""
    document = queries.boundaries()
    etag = f'"{document.etag}"'
    asked = [tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")]
    if etag in asked:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(document.body, content_type="application/geo+json")
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=3600)
    return response
