"""The legal notice of an organisation: read by everybody, filled in by its managers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regio.core.errors import told_in
from regio.core.http import page
from regio.organisations import queries
from regio.organisations.actions import save_imprint
from regio.organisations.choices import LegalForm
from regio.organisations.feeds import linked_data
from regio.organisations.forms.imprint import ImprintForm, LegalFormForm
from regio.organisations.models import Organisation
from regio.organisations.queries import imprint as imprints
from regio.organisations.rules import can_edit_imprint


@require_safe
def imprint(request: HttpRequest, slug: str) -> HttpResponse:
    """Who answers for this page in law; for entries nobody looks after, where they come from."""
    found = queries.organisation_page(request.user, slug)
    if found is None:
        raise Http404
    said = found.imprint
    context = {
        "page": found,
        "organisation": found.organisation,
        "imprint": said,
        "lines": imprints.lines_of(said) if said else [],
        "linked_data": linked_data(found),
    }
    return page(request, "organisations/imprint.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def edit_imprint(request: HttpRequest, slug: str) -> HttpResponse:
    """First the legal form, then only what it makes necessary."""
    organisation = editable(request, slug)
    said = imprints.imprint_of(organisation) or imprints.first_imprint(organisation)
    chosen = LegalFormForm(request.GET or {"rechtsform": said.legal_form}, kind=organisation.kind)
    legal_form = chosen.cleaned_data["rechtsform"] if chosen.is_valid() and "aendern" not in request.GET else ""
    if legal_form == LegalForm.SOLE and request.user.is_authenticated:
        said.legal_name = said.legal_name or request.user.name
    form = ImprintForm(request.POST or None, kind=organisation.kind, legal_form=legal_form, imprint=said)
    if legal_form and form.is_valid():
        with told_in(form):
            assert request.user.is_authenticated
            save_imprint(organisation, values=form.values, by=request.user)
            messages.success(request, _("The imprint is stored and complete."))
            return redirect("organisations:edit" if organisation.published_at else "organisations:publish", slug=slug)
    if not {"rechtsform", "weiter"} & {*request.GET}:
        chosen = LegalFormForm(initial={"rechtsform": said.legal_form}, kind=organisation.kind)
    label = LegalForm(legal_form).label if legal_form else ""
    context = {
        "organisation": organisation,
        "form": form,
        "chosen": chosen,
        "legal_form": legal_form,
        "form_label": label,
    }
    return page(request, "organisations/edit/imprint.html", context, status=409 if form.errors else 200)


def editable(request: HttpRequest, slug: str) -> Organisation:
    """The organisation whose imprint the person may change; for all others the page does not exist."""
    found = queries.organisation_page(request.user, slug)
    assert request.user.is_authenticated
    if found is None or not can_edit_imprint(request.user, found.organisation):
        raise Http404
    return found.organisation
