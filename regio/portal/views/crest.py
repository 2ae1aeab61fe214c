"""Crests of the county and its Gemeinden. The room of files stands above the region, so this page stands here."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regio.core.errors import told_in
from regio.core.http import page, takes_files
from regio.files.choices import Purpose
from regio.files.queries import files_of
from regio.portal.actions import remove_crest, store_crest
from regio.portal.choices import COUNTY, MUNICIPALITY
from regio.portal.forms import CrestForm
from regio.region.queries import county, municipalities_with_page
from regio.region.rules import can_change_settings, can_edit_municipality


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose crest it is. `back` is the page one came from."""

    name: str
    owner: tuple[str, str]
    back: str


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def of_county(request: HttpRequest) -> HttpResponse:
    """The crest or logo at the top of every page."""
    own = county()
    if own is None or not can_change_settings(request.user):  # type: ignore[arg-type]  # signed in
        raise Http404
    return crest(request, Bearer(own.name, (COUNTY, str(own.pk)), reverse("desk:settings")))


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def of_municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """The crest at the head of a Gemeinde's page."""
    place = get_object_or_404(municipalities_with_page(), slug=slug)
    if not can_edit_municipality(request.user, place):  # type: ignore[arg-type]  # signed in
        raise Http404
    return crest(request, Bearer(place.name, (MUNICIPALITY, str(place.pk)), reverse("region:edit", args=[slug])))


def crest(request: HttpRequest, bearer: Bearer) -> HttpResponse:
    """Upload, look, remove."""
    form = CrestForm(request.POST or None, request.FILES or None)
    if "remove" in request.POST:
        remove_crest(bearer.owner, by=request.user)  # type: ignore[arg-type]  # signed in
        messages.success(request, _("Removed."))
        return redirect(request.path)
    if form.is_valid():
        with told_in(form):
            store_crest(form.cleaned_data["crest"], owner=bearer.owner, by=request.user)  # type: ignore[arg-type]  # signed in
            return redirect(request.path)
    context = {"form": form, "bearer": bearer, "crests": files_of(bearer.owner, purpose=Purpose.CREST)}
    return page(request, "portal/crest.html", context)
