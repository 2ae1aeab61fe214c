"""Figures of a year: for the desk as page and table, for everybody as a summary."""

import csv

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from regio.core.http import page
from regio.moderation.queries.figures import figures_of, parts_of, years
from regio.moderation.views import Request, on_desk


@on_desk
@require_safe
def report(request: Request) -> HttpResponse:
    """All figures of `?jahr=`, this year without it."""
    return show(request, "moderation/figures.html")


@on_desk
@require_safe
def table(request: Request) -> HttpResponse:
    """The same as a table file."""
    year = asked_year(request)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="jahresbericht-{year}.csv"'
    answer.write("\ufeff")
    rows = csv.writer(answer, delimiter=";")
    for one in figures_of(year):
        rows.writerow([year, plain(one.part), plain(one.what), one.value])
    return answer


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """What everybody may know: numbers only."""
    return show(request, "moderation/public_figures.html")


def show(request: HttpRequest, template: str) -> HttpResponse:
    """The page with the figures of the year asked for."""
    year = asked_year(request)
    known = sorted({*years(), localdate().year}, reverse=True)
    return page(request, template, {"year": year, "years": known, "parts": parts_of(year)})


def asked_year(request: HttpRequest) -> int:
    """The year in the address."""
    asked = request.GET.get("jahr", "") or str(localdate().year)
    if not (asked.isascii() and asked.isdigit() and 2000 <= int(asked[:9]) <= 2200):
        raise Http404
    return int(asked)


def plain(text: str) -> str:
    """A cell that no spreadsheet takes for a formula (SECURITY 19)."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
