"""The trail, for technical operation and data protection. Reading it is a deed too."""

import csv
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from regio.audit import actions, queries
from regio.audit.forms import TrailForm
from regio.audit.rules import can_read_trail
from regio.core.http import page

if TYPE_CHECKING:
    from regio.accounts.models import User


class Request(HttpRequest):
    """The request of somebody signed in."""

    user: "User"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def log(request: Request) -> HttpResponse:
    """The newest deeds; by POST the ones asked for, so that no address holds a name."""
    if not can_read_trail(request.user):
        raise Http404
    form = TrailForm(request.POST or None)
    wish = form.wish
    after = (form.cleaned_data.get("after") or 0) if form.is_bound and form.is_valid() else 0
    if not after:
        actions.note_reading(wish.fields, by=request.user)
    return page(
        request, "audit/log.html", {"form": form, "found": queries.trail(wish, after=after), "later": bool(after)}
    )


@require_POST
@login_required
def export(request: Request) -> HttpResponse | StreamingHttpResponse:
    """The same as a table file."""
    if not can_read_trail(request.user):
        raise Http404
    wish = TrailForm(request.POST).wish
    actions.note_export(wish.fields, by=request.user)
    answer = StreamingHttpResponse(rows(wish), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="protokoll.csv"'
    return answer


class Echo:
    """A file that hands back what is written into it."""

    def write(self, text: str) -> str:
        return text


def rows(wish: queries.Wish) -> Iterator[str]:
    """The lines of the table, with the mark by which spreadsheets know UTF-8."""
    writer = csv.writer(Echo(), delimiter=";")
    yield "\ufeff" + str(writer.writerow(["at", "by", "deed", "label", "record", "about", "data"]))
    for line in queries.whole_trail(wish):
        cells = [line.by, line.deed, line.label, line.record, line.about, line.data]
        yield str(writer.writerow([line.at.isoformat(), *map(plain, cells)]))


def plain(text: str) -> str:
    """A cell that no spreadsheet takes for a formula (SECURITY 19)."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
