"""What the browser needs around the pages: the county's colours, the installed app, language and appearance."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_POST, require_safe

from regio.accounts.actions import change_profile
from regio.accounts.adapter import is_local, speak
from regio.accounts.choices import Language, Theme
from regio.core.http import page
from regio.portal.choices import THEME_COOKIE
from regio.region.queries import county

YEAR = 60 * 60 * 24 * 365
DAY = 60 * 60 * 24
PAPER = "#fcf9f3"
HUES = {"marke": "--county-hue", "akzent": "--county-accent-hue", "land": "--county-land-hue"}


def hues() -> str:
    """The county's three hues, as they stand in the style sheet."""
    own = county()
    numbers = (own.brand_hue, own.accent_hue, own.land_hue) if own else (164, 42, 128)
    return "--county-hue:{};--county-accent-hue:{};--county-land-hue:{}".format(*numbers)


def asked_hues(request: HttpRequest) -> str:
    """`?marke=210`: one or more other hues, of a Gemeinde or tried in the settings; whatever is no hue is left out."""
    asked = [(HUES[name], str(value)) for name in HUES if (value := request.GET.get(name, ""))]
    return ";".join(
        f"{name}:{int(value)}" for name, value in asked if value.isascii() and value.isdigit() and int(value[:4]) < 360
    )


@require_safe
@cache_control(public=True, max_age=DAY, stale_while_revalidate=7 * DAY)
@condition(etag_func=lambda request: f'"{asked_hues(request) or hues()}"')
def theme(request: HttpRequest) -> HttpResponse:
    """The county's three hues as a style sheet: the policy allows no inline style. Lightness is fixed, so contrast holds."""
    return HttpResponse(f":root{{{asked_hues(request) or hues()}}}\n", content_type="text/css; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """Makes the platform installable (W3C Web Application Manifest)."""
    own = county()
    name = own.name if own else "Regio-Plattform"
    shortcuts = [(_("Search"), "portal:search"), (_("Inbox"), "chat:inbox")]
    body = {
        "id": "/",
        "name": name,
        "short_name": name.removeprefix("Landkreis ")[:12],
        "lang": request.LANGUAGE_CODE,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [icon("icon-192.png", 192), icon("icon-512.png", 512), icon("icon-maskable-512.png", 512, "maskable")],
        "shortcuts": [{"name": name, "url": reverse(address)} for name, address in shortcuts],
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
    sheets = [staticfiles_storage.url(f"core/css/{name}.css") for name in ("plain", "app")]
    keep = [reverse("portal:offline"), *sheets]
    script = f"const KEEP = {json.dumps(keep)};\n{worker_script()}"
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@cache
def worker_script() -> str:
    """The worker's program, read once per process."""
    found = finders.find("core/js/service-worker.js")
    return Path(str(found)).read_text()


@require_safe
@cache_control(max_age=3600)
def offline(request: HttpRequest) -> HttpResponse:
    """Stored by the worker and shown without a network; the same for everybody."""
    return page(request, "core/offline.html", {})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Speak German or English from now on: a cookie, and the profile of whoever is signed in."""
    response = HttpResponseRedirect(local(request.POST.get("next", "")))
    chosen = request.POST.get("language", "")
    if chosen not in Language:
        return response
    if request.user.is_authenticated:
        change_profile(request.user, by=request.user, values={"language": chosen})
    return speak(response, chosen)


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Light, dark or as the device says: a cookie of the browser, and the profile of whoever is signed in."""
    response = HttpResponseRedirect(local(request.POST.get("next", "")))
    chosen = request.POST.get("theme", "")
    if chosen not in {*Theme, ""}:
        return response
    if request.user.is_authenticated:
        change_profile(request.user, by=request.user, values={"theme": chosen})
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(THEME_COOKIE, chosen, max_age=YEAR, samesite="Lax", secure=secure, httponly=True)
    return response


def local(address: str) -> str:
    """`address` if it leads to one of our own pages, else the front page."""
    return address if is_local(address) else "/"
