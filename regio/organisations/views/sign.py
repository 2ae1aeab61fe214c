"""The sign for window, till and stickers."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from regio.core import paper
from regio.core.http import page
from regio.organisations.choices import RightName
from regio.organisations.forms.sign import SignForm
from regio.organisations.models import Organisation
from regio.organisations.queries.sheets import sheet_css
from regio.organisations.queries.sign import sign_of
from regio.organisations.views.edit import Request, section


@require_safe
@section(RightName.PAGE)
def edit_sign(request: Request, organisation: Organisation) -> HttpResponse:
    """Choose a format, see the sheet, print it."""
    sign = sign_of(organisation, request.GET.get("format", ""))
    context = {"organisation": organisation, "sign": sign, "form": SignForm({"format": sign.format})}
    return page(request, "organisations/edit/sign.html", context, part="preview")


@require_safe
@section(RightName.PAGE)
def sign(request: Request, organisation: Organisation) -> HttpResponse:
    """The sheet as PDF."""
    shown = sign_of(organisation, request.GET.get("format", ""))
    html = render_to_string("organisations/sheets/sign.html", {"sign": shown})
    sheets = paper.pdf_of(html, css=sheet_css("sign", hue=shown.hue, format=shown.format))
    response = HttpResponse(sheets.body, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{organisation.slug}-{shown.format}.pdf"'
    return response
