"""Pages of the Gemeinden."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from regio.core.http import page
from regio.core.rich import rich
from regio.region import queries
from regio.region.panels import panels_of
from regio.region.rules import can_edit_municipality

RADIUS_KM = 15  # around which strangers see what is next door


@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    """All Gemeinden of the county on a map and as a list."""
    context = {"places": queries.own_municipalities(), "county_map": queries.county_map(), "near": near(request)}
    return page(request, "region/municipalities.html", context)


def near(request: HttpRequest) -> list[queries.Near]:
    """The home Gemeinde of this person, then those within their radius, nearest first."""
    user: Any = request.user
    home = next((place for place in queries.own_places() if place.pk == getattr(user, "home_id", None)), None)
    return [queries.Near(home, 0.0), *queries.neighbours_of(home, user.radius_km, most=20)] if home else []


@require_safe
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """One Gemeinde of the county: facts, map, neighbours, and what other rooms know of it."""
    place = get_object_or_404(queries.municipalities_with_page(), slug=slug)
    context = {
        "place": place,
        "county_map": queries.county_map().around(slug),
        "neighbours": queries.neighbours_of(place, getattr(request.user, "radius_km", RADIUS_KM)),
        "welcome": rich(place.welcome) if place.welcome else "",
        "can_edit": request.user.is_authenticated and can_edit_municipality(request.user, place),
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
