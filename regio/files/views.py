"""Sending files: who may see one is asked every time."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from regio.core.http import is_part_wanted, page
from regio.files.choices import State
from regio.files.queries import DOCUMENT, WIDTHS, Shown, fitting, opened, shown_file
from regio.files.rules import can_see_file, is_public_file

if TYPE_CHECKING:
    from regio.files.models import File

FOR_EVER = "public, max-age=31536000, immutable"  # a file never changes; a new one has a new id
VARIANTS = {DOCUMENT: 0} | {str(width): width for width in WIDTHS}


@require_safe
@csp_override({"default-src": [CSP.NONE], "sandbox": ""})
def show(request: HttpRequest, id: UUID, variant: str) -> HttpResponseBase:
    """One size of a picture, or a file to download. What one may not see does not exist."""
    file = shown_file(id)
    if file is None or file.state != State.READY or variant not in VARIANTS:
        raise Http404
    is_public = is_public_file(file)
    if not is_public and not can_see_file(request.user, file):
        raise Http404
    etag = f'"{file.pk.hex}-{variant}"'
    if is_public and etag in request.headers.get("If-None-Match", ""):
        return _kept(HttpResponseNotModified(), is_public, etag)
    return _kept(_answer(file, variant), is_public, etag)


def _answer(file: "File", variant: str) -> HttpResponseBase:
    name = str(fitting(file.width or 0, VARIANTS[variant] or WIDTHS[-1])) if file.is_picture else DOCUMENT
    stored = opened(file.pk, name)
    if stored is None:
        raise Http404
    is_download = variant == DOCUMENT or not file.is_picture
    response = FileResponse(stored, as_attachment=is_download, filename=file.name, content_type=file.media_type)
    response["Cross-Origin-Resource-Policy"] = "same-origin" if is_download else "cross-origin"
    return response


def _kept(response: HttpResponseBase, is_public: bool, etag: str) -> HttpResponseBase:
    response["X-Content-Type-Options"] = "nosniff"
    if is_public:
        response["Cache-Control"], response["ETag"] = FOR_EVER, etag
    else:
        add_never_cache_headers(response)
    return response


@require_safe
def status(request: HttpRequest, id: UUID) -> HttpResponse:
    """How far a picture is: asked by a page until it can be shown. Without htmx the file itself."""
    file = shown_file(id)
    if file is None or not can_see_file(request.user, file):
        raise Http404
    shown = Shown.of(file)
    if not is_part_wanted(request) and shown.is_ready:
        return redirect(shown.url(1280) if shown.is_picture else shown.download)
    return page(request, "files/status.html", {"shown": shown}, part="preview")
