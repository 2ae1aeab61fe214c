"""What the browser needs around the pages: the county's colours, the installed app, language and appearance."""

import json
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from regio.core.http import page
from regio.region.queries import county

THEMES = {"light", "dark", ""}
YEAR = 60 * 60 * 24 * 365
PAPER = "#fcf9f3"


@require_safe
@cache_control(public=True, max_age=3600)
def theme(request: HttpRequest) -> HttpResponse:
    """The county's three hues as a style sheet: the policy allows no inline style."""
    own = county()
    hues = (own.brand_hue, own.accent_hue, own.land_hue) if own else (164, 42, 128)
    css = ":root{{--county-hue:{};--county-accent-hue:{};--county-land-hue:{}}}\n".format(*hues)
    return HttpResponse(css, content_type="text/css; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """Makes the platform installable (W3C Web Application Manifest)."""
    own = county()
    name = own.name if own else "Regio-Plattform"
    body = {
        "id": "/",
        "name": name,
        "short_name": name.removeprefix("Landkreis ")[:12],
        "lang": "de",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [icon("icon-192.png", 192), icon("icon-512.png", 512), icon("icon-maskable-512.png", 512, "maskable")],
        "shortcuts": [{"name": "Suchen", "url": "/suche/"}, {"name": "Postfach", "url": "/postfach/"}],
    }
    return JsonResponse(body, content_type="application/manifest+json")


def icon(name: str, size: int, purpose: str = "any") -> dict[str, str]:
    """One picture of the manifest."""
    src = staticfiles_storage.url(f"core/pwa/{name}")
    return {"src": src, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """/sw.js: at the root, because a worker rules only what lies below it."""
    keep = [reverse("portal:offline"), staticfiles_storage.url("core/css/plain.css")]
    script = f"const KEEP = {json.dumps(keep)};\n{worker_script()}"
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@cache
def worker_script() -> str:
    """The worker's program, read once per process."""
    found = finders.find("core/js/service-worker.js")
    return Path(str(found)).read_text()


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Stored by the worker and shown without a network; the same for everybody."""
    return page(request, "core/offline.html", {})


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Light, dark or as the device says: a cookie of the browser, readable without an account."""
    response = HttpResponseRedirect(local(request, request.POST.get("next", "")))
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie("regio_theme", chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response


def local(request: HttpRequest, address: str) -> str:
    """`address` if it leads to our own pages, else the front page."""
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe else "/"
