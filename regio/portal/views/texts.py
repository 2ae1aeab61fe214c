"""Pages of text that the law or good manners ask for, with the county's own data."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from regio.core.http import page
from regio.region.queries import county

SECURITY_DAYS = 180  # RFC 9116: less than a year ahead


@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    """Who runs this platform (§ 5 DDG, § 18 MStV)."""
    return page(request, "portal/imprint.html", {})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is stored, why and for how long (Art. 13 GDPR)."""
    return page(request, "portal/privacy.html", {"session_days": settings.SESSION_COOKIE_AGE // 86_400})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Statement on accessibility (§ 12b BGG and the law of the Land) with a way to report barriers."""
    return page(request, "portal/accessibility.html", {})


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """First steps."""
    return page(request, "portal/help.html", {})


@require_safe
@cache_control(public=True, max_age=3600)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116)."""
    own = county()
    contact = f"mailto:{own.email}" if own and own.email else settings.BASE_URL + reverse("portal:imprint")
    until = (timezone.now() + timedelta(days=SECURITY_DAYS)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = {
        "Contact": contact,
        "Expires": f"{until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages": "de, en",
        "Canonical": settings.BASE_URL + reverse("portal:security_txt"),
    }
    body = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(body, content_type="text/plain; charset=utf-8")
