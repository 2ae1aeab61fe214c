"""What the platform knows about a person: to take along, and to delete."""

import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regio.accounts.actions import erasure
from regio.accounts.adapter import is_limited
from regio.accounts.forms.privacy import EraseForm
from regio.accounts.models import User
from regio.accounts.views.proof import freshly_proven, is_fresh
from regio.core import privacy
from regio.core.errors import TooMany, told_in
from regio.core.http import page
from regio.core.time import now


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
    """A ZIP in a temporary file that vanishes with the answer; whatever its size, it never stands in memory."""
    file = TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("LIESMICH.txt", render_to_string("accounts/export.txt", {"at": now()}))
        for part in parts:
            _add(archive, part)
    file.seek(0)
    return file


def _add(archive: ZipFile, part: privacy.Part) -> None:
    if isinstance(part.content, Path):
        archive.write(part.content, part.path)
    elif isinstance(part.content, bytes):
        archive.writestr(part.path, part.content)
    else:
        archive.writestr(part.path, json.dumps(part.content, ensure_ascii=False, indent=2, default=str))
