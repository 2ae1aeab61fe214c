"""What the platform knows about a person: to take along, and to delete."""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regio.accounts.actions import erasure
from regio.accounts.adapter import is_limited
from regio.accounts.choices import EXPORT_TITLES, EXPORT_WORDS
from regio.accounts.forms.privacy import EraseForm
from regio.accounts.models import User
from regio.accounts.views.proof import freshly_proven, is_fresh
from regio.audit.registry import label_of
from regio.core import privacy
from regio.core.errors import TooMany, told_in
from regio.core.http import page
from regio.core.time import now
from regio.region.queries import county

MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d$")


@require_safe
@freshly_proven
def data(request: HttpRequest) -> HttpResponse:
    """What is known, and the two ways out: take it along, delete it."""
    return page(request, "accounts/data.html", {})


@require_POST
@login_required
def export(request: HttpRequest) -> HttpResponse | FileResponse:
    """Everything as one ZIP of JSON and files, at most a few times an hour."""
    person = request.user
    assert isinstance(person, User)
    if not is_fresh(request):
        return redirect("accounts:data")  # which asks once more who it is
    if is_limited(request, "export", key=str(person.pk)):
        raise TooMany
    archive = packed(privacy.export_of(person))
    erasure.note_export(person)
    name = f"regio-{now():%Y-%m-%d}.zip"
    response = FileResponse(archive, as_attachment=True, filename=name, content_type="application/zip")
    response.headers["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@freshly_proven
def erase(request: HttpRequest) -> HttpResponse:
    """Delete the account, after proving once more who one is."""
    person = request.user
    assert isinstance(person, User)
    form = EraseForm(request.POST or None)
    if form.is_valid():
        with told_in(form):
            erasure.erase_person(person, by=person)
            logout(request)
            return redirect("accounts:erased")
    context = {"form": form, "orphans": privacy.orphans_of(person)}
    return page(request, "accounts/erase.html", context, status=422 if form.is_bound else 200)


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Good-bye."""
    return page(request, "accounts/erased.html", {})


def packed(parts: Iterable[privacy.Part]) -> IO[bytes]:
    """A ZIP in a temporary file that vanishes with the answer; whatever its size, its files never stand in memory."""
    readable: list[privacy.Part] = []
    file = TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("LIESMICH.txt", render_to_string("accounts/export.txt", {"at": now()}))
        for part in parts:
            _add(archive, part)
            if not isinstance(part.content, bytes | Path):
                readable.append(part)
        archive.writestr("index.html", for_reading(readable))
    file.seek(0)
    return file


def for_reading(parts: list[privacy.Part]) -> str:
    """The same as one page for people, in the language of the request."""
    region = county()
    order = {path: number for number, path in enumerate(EXPORT_TITLES)}
    context = {
        "parts": [
            privacy.Part(part.path, _spoken(part.content))
            for part in sorted(parts, key=lambda part: order.get(part.path, len(order)))
        ],
        "titles": EXPORT_TITLES,
        "words": EXPORT_WORDS,
        "region_name": region.name if region else "",
        "lang": (get_language() or "de")[:2],
        "at": now(),
    }
    return render_to_string("accounts/export.html", context)


def _spoken(value: Any) -> Any:
    """`value` with its moments as people say them."""
    if isinstance(value, dict):
        return {name: label_of(str(part)) if name == "deed" else _spoken(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_spoken(part) for part in value]
    if isinstance(value, str) and MOMENT.match(value):
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        return date_format(localtime(value), "j. F Y, H:i")
    return value if value is None or isinstance(value, bool) else str(value)


def _add(archive: ZipFile, part: privacy.Part) -> None:
    if isinstance(part.content, Path):
        archive.write(part.content, part.path)
    elif isinstance(part.content, bytes):
        archive.writestr(part.path, part.content)
    else:
        archive.writestr(part.path, json.dumps(part.content, ensure_ascii=False, indent=2, default=str))
