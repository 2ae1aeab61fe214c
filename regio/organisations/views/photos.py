"""Photos and logo, documents: upload, order, words, remove and have back."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regio.accounts.models import User
from regio.core.http import is_part_wanted, page, problem, takes_files, wants_json
from regio.files.choices import Purpose
from regio.files.errors import FileRefused
from regio.organisations.actions import photos as actions
from regio.organisations.choices import RightName
from regio.organisations.forms.photos import DocumentForm, LogoForm, OrderForm, PhotosForm, WordsForm
from regio.organisations.models import Organisation
from regio.organisations.queries import photos as queries
from regio.organisations.views.edit import section


class Request(HttpRequest):
    """The request of somebody signed in."""

    user: User


PAGES = {Purpose.DOCUMENT: "organisations:edit_documents"}


@takes_files
@section(RightName.PHOTOS)
def photos(request: Request, organisation: Organisation) -> HttpResponse:
    """The photos in their order. A script sends them one by one and asks for JSON."""
    form = PhotosForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        refused = list(_taken(request, organisation, form.cleaned_data["dateien"], Purpose.PHOTO))
        if not refused:
            return _done(request, organisation, Purpose.PHOTO)
        form.refuse(refused)
    return _show(request, organisation, {"form": form, "logo_form": LogoForm()})


@takes_files
@section(RightName.PHOTOS)
def logo(request: Request, organisation: Organisation) -> HttpResponse:
    """A new logo takes the place of the old one."""
    form = LogoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        for refusal in _taken(request, organisation, [form.cleaned_data["logo"]], Purpose.LOGO):
            form.add_error("logo", str(refusal.text))
        if form.is_valid():
            return _done(request, organisation, Purpose.LOGO)
    return _show(request, organisation, {"form": PhotosForm(), "logo_form": form})


@takes_files
@section(RightName.PHOTOS)
def documents(request: Request, organisation: Organisation) -> HttpResponse:
    """PDF documents with a title."""
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        for refusal in _taken(request, organisation, [given["datei"]], Purpose.DOCUMENT, words=given["titel"]):
            form.add_error("datei", str(refusal.text))
        if form.is_valid():
            return _done(request, organisation, Purpose.DOCUMENT)
    context = {"organisation": organisation, "form": form}
    context["album"] = queries.album_of(organisation, Purpose.DOCUMENT, removed=_removed(request))
    return page(request, "organisations/edit/documents.html", context, part="list", status=422 if form.errors else 200)


def _taken(
    request: Request, organisation: Organisation, uploads: Iterable[UploadedFile], purpose: str, *, words: str = ""
) -> Iterable[FileRefused]:
    """Take in each for itself; what was refused, with its name when there are several."""
    several = list(uploads)
    for upload in several:
        try:
            actions.add_file(organisation, upload, by=request.user, purpose=purpose, words=words)
        except FileRefused as refusal:
            if wants_json(request):
                raise
            yield refusal.named(upload.name or "") if len(several) > 1 else refusal


def _show(request: Request, organisation: Organisation, forms: dict[str, Any]) -> HttpResponse:
    context = {"organisation": organisation, **forms}
    context["album"] = queries.album_of(organisation, Purpose.PHOTO, removed=_removed(request))
    context["logo"] = queries.album_of(organisation, Purpose.LOGO).files
    wrong = [text for form in forms.values() for texts in form.errors.values() for text in texts]
    if wrong and wants_json(request):
        return problem(request, status=FileRefused.status, code=FileRefused.code, text=wrong[0])
    return page(request, "organisations/edit/photos.html", context, part="list", status=422 if wrong else 200)


def _removed(request: Request) -> UUID | None:
    try:
        return UUID(request.GET.get("entfernt", ""))
    except ValueError:
        return None


def _done(request: Request, organisation: Organisation, purpose: str, *, removed: UUID | None = None) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({}, status=201)
    address = reverse(PAGES.get(Purpose(purpose), "organisations:edit_photos"), args=[organisation.slug])
    return redirect(f"{address}?entfernt={removed}#album" if removed else f"{address}#album")


@require_POST
@section(RightName.PHOTOS)
def order(request: Request, organisation: Organisation) -> HttpResponse:
    """One step forward or back by a button, or the whole order by dragging."""
    form = OrderForm(request.POST)
    if not form.is_valid():
        return _done(request, organisation, Purpose.PHOTO)
    given, purpose = form.cleaned_data, Purpose.PHOTO
    if given["datei"]:
        moved = actions.move_file(organisation, given["datei"], given["schritt"] or 0, by=request.user)
        purpose = Purpose(moved.purpose)
    else:
        actions.arrange_files(organisation, given["id"], by=request.user, purpose=purpose)
    return _done(request, organisation, purpose)


@require_POST
@section(RightName.PHOTOS)
def words(request: Request, organisation: Organisation, id: UUID) -> HttpResponse:
    """What a picture shows, or how a document is called. With htmx only the word that it is stored."""
    form = WordsForm(request.POST)
    if form.is_valid():
        file = actions.describe_file(organisation, id, form.cleaned_data["worte"], by=request.user)
        if not is_part_wanted(request):
            messages.success(request, _("Saved."))
            return _done(request, organisation, file.purpose)
    return page(request, "organisations/edit/said.html", {"is_said": form.is_valid()}, part="said")


@require_POST
@section(RightName.PHOTOS)
def removal(request: Request, organisation: Organisation, id: UUID) -> HttpResponse:
    """Remove a file; the page then offers to have it back."""
    file = actions.drop_file(organisation, id, by=request.user)
    return _done(request, organisation, file.purpose, removed=file.pk)


@require_POST
@section(RightName.PHOTOS)
def comeback(request: Request, organisation: Organisation, id: UUID) -> HttpResponse:
    """Undo a removal."""
    file = actions.bring_file_back(organisation, id, by=request.user)
    return _done(request, organisation, file.purpose)
