"""Pages of text that the law or good manners ask for: what the owner published, else what the product ships."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from regio.core.errors import TooMany
from regio.core.http import page
from regio.core.rich import rich
from regio.portal.actions import send_feedback
from regio.portal.forms import FeedbackForm
from regio.region.choices import TextKind
from regio.region.queries import county
from regio.region.queries.text import text_in_force, version_of, versions_of

SECURITY_DAYS = 180  # RFC 9116: less than a year ahead
TRIES, SECONDS = 5, 3600  # of one network, on the form about barriers


def shown(request: HttpRequest, kind: TextKind) -> dict[str, Any]:
    """The version asked for (`?fassung=3`), else the one in force."""
    language = (get_language() or "de")[:2]
    number = request.GET.get("fassung", "")
    text = text_in_force(kind, language)
    if number:
        old = (
            version_of(kind, text.language, int(number))
            if number.isascii() and number.isdigit() and len(number) < 6
            else None
        )
        if old is None:
            raise Http404
        text = old
    older = versions_of(kind, text.language) if text.version else []
    return {"kind": kind, "text": text, "body": rich(text.body, headings=2), "versions": older, "asked": bool(number)}


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """Terms of use, in every version there was."""
    return page(request, "portal/text.html", shown(request, TextKind.TERMS))


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is stored, why and for how long (Art. 13 GDPR)."""
    return page(request, "portal/text.html", shown(request, TextKind.PRIVACY))


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """Who owns the platform and what rules hold here."""
    return page(request, "portal/text.html", shown(request, TextKind.HOW))


@require_safe
def ranking(request: HttpRequest) -> HttpResponse:
    """The main parameters of every order (Art. 5 of Regulation (EU) 2019/1150)."""
    return page(request, "portal/text.html", shown(request, TextKind.RANKING))


@require_safe
def easy(request: HttpRequest) -> HttpResponse:
    """The start in easy language (DIN SPEC 33429)."""
    return page(request, "portal/text.html", shown(request, TextKind.EASY))


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """First steps."""
    return page(request, "portal/text.html", shown(request, TextKind.HELP))


@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    """Who runs this platform (§ 5 DDG, § 18 MStV)."""
    return page(request, "portal/imprint.html", shown(request, TextKind.IMPRINT))


@require_http_methods(["GET", "HEAD", "POST"])
def accessibility(request: HttpRequest) -> HttpResponse:
    """Statement on accessibility (§ 12b BGG and the law of the Land) with a way to report barriers."""
    form = FeedbackForm(request.POST or None)
    if form.is_valid():
        count_try(request)
        if not form.is_robot:
            send_feedback(**form.said, by=request.user if request.user.is_authenticated else None)
        messages.success(request, _("Thank you. We have received your message."))
        return redirect("portal:accessibility")
    return page(request, "portal/text.html", shown(request, TextKind.ACCESSIBILITY) | {"form": form})


def count_try(request: HttpRequest) -> None:
    """Raises TooMany when this network wrote more than people do (ASVS 2.4.1)."""
    key, tries = f"portal-feedback:{get_adapter().get_client_ip(request)}", caches["limits"]
    tries.add(key, 0, SECONDS)
    if tries.incr(key) > TRIES:
        raise TooMany


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
