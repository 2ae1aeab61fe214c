"""One way to answer: a page, a part of a page, or an error that says what happened."""

import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from regio.core.errors import RegioError, TooMany

log = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
UPLOAD_BYTES = 12 * 2**20
DOWN_PAGE = Path(__file__).parent / "jinja2" / "core" / "503.html"


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, part: str = "", status: int = 200
) -> HttpResponse:
    """The whole page, or only its block `part` when htmx asks for a part.

    The block is rendered with the full context of the page, so both ways show the same.
    """
    if part and is_part_wanted(request):
        body = render_block(request, template, context, part)
    else:
        body = render_to_string(template, dict(context), request)
    response = HttpResponse(body, status=status)
    if part:
        response.headers["Vary"] = "HX-Request"
    return response


def is_part_wanted(request: HttpRequest) -> bool:
    """True for an htmx request that swaps a part; a history restore wants the whole page."""
    return (
        request.headers.get("HX-Request") == "true" and request.headers.get("HX-Request-Type", "partial") == "partial"
    )


def render_block(request: HttpRequest, template: str, context: Mapping[str, Any], part: str) -> str:
    """HTML of one `{% block %}` of a Jinja2 template."""
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    found = engine.get_template(template)
    full: dict[str, Any] = dict(context)
    full |= {"request": request}
    for processor in engine.template_context_processors:
        full.update(processor(request))
    inner = found.template.new_context(full)
    return "".join(found.template.blocks[part](inner))


def wants_json(request: HttpRequest) -> bool:
    """True when the caller is a script that asked for JSON."""
    return "application/json" in request.headers.get("Accept", "")


def problem(request: HttpRequest, *, status: int, code: str, text: str) -> HttpResponse:
    """A refusal: a problem document (RFC 9457) for scripts, a page for people."""
    if wants_json(request):
        body = {"type": "about:blank", "title": text, "status": status, "code": code}
        return JsonResponse(body, status=status, content_type="application/problem+json")
    template = {403: "core/403.html", 404: "core/404.html"}.get(status, "core/problem.html")
    return HttpResponse(render_to_string(template, {"text": text, "status": status}, request), status=status)


class SaneRequestMiddleware:
    """Refuses what nobody here can mean before it costs anything: odd methods, and bodies no form of ours sends."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.came_ms = time.time_ns() // 1_000_000  # type: ignore[attr-defined]  # for who says what was known when
        if request.method not in METHODS:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        length = request.META.get("CONTENT_LENGTH") or "0"
        if request.META.get("HTTP_TRANSFER_ENCODING"):  # a body without a length could not be read here (PEP 3333)
            text = _("Your browser did not say how large this is. Please send it in another way.")
            return problem(request, status=411, code="length_required", text=text)
        if not (length.isascii() and length.isdigit()) or int(length) > longest_body(request, int(length)):
            text = _("That was too large. Files may have up to %(mb)s MB.") % {"mb": UPLOAD_BYTES // 2**20}
            return problem(request, status=413, code="too_large", text=text)
        return self.get_response(request)


def takes_files[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Decorator of a view whose form carries files: its body may have 12 MB instead of one."""
    view.takes_files = True  # type: ignore[attr-defined]  # a mark on the function
    return view


def longest_body(request: HttpRequest, length: int) -> int:
    """How many bytes this address takes. Only asked in earnest when the body is longer than any plain form."""
    plain = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if length <= plain:
        return plain
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return plain
    return UPLOAD_BYTES if getattr(view, "takes_files", False) else plain


class PrivateAnswersMiddleware:
    """What somebody signed in was shown is kept by no cache and no "back" of a shared computer (OWASP ASVS 14.3.2).

    Views that know better (the same for everybody) say so in their own Cache-Control.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        if "Cache-Control" not in response and session.accessed and SESSION_KEY in session:
            add_never_cache_headers(response)
        return response


class RegioErrorMiddleware:
    """The one handler that turns a RegioError into an answer."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; everything else goes on to Django."""
        if isinstance(error, RegioError):
            return problem(request, status=error.status, code=error.code, text=str(error.text))
        return None


class DatabaseDownMiddleware:
    """While PostgreSQL is away, people see a plain page that asks them to come back, and it recovers by itself."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError):
            log.exception("database unreachable")
            return database_down()

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The same for errors inside a view, which Django would turn into a 500."""
        if isinstance(error, OperationalError | InterfaceError):
            log.error("database unreachable: %s", error)
            return database_down()
        return None


def database_down() -> HttpResponse:
    """503 without touching templates, sessions or translations: all of them might need the database."""
    return HttpResponse(DOWN_PAGE.read_bytes(), status=503, headers={"Retry-After": "10", "Cache-Control": "no-store"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address or the form was damaged on its way."""
    return problem(request, status=400, code="bad_request", text=_("This request was not understood."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return problem(request, status=403, code="forbidden", text=_("You are not allowed to do this."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the same for what does not exist and for what the person may not see."""
    return problem(request, status=404, code="not_found", text=_("This page does not exist."))


def too_many(request: HttpRequest) -> HttpResponse:
    """429: a rate limit was reached. Called by allauth."""
    return problem(request, status=TooMany.status, code=TooMany.code, text=str(TooMany.text))


def server_error(request: HttpRequest) -> HttpResponse:
    """500 without the shell: whatever broke may break it too."""
    return HttpResponse(render_to_string("core/500.html"), status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when a form came from elsewhere or was open too long."""
    text = _("This form was open for too long. Please go back, reload the page and send it again.")
    return problem(request, status=403, code="csrf", text=text)
