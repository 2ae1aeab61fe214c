"""Preview and history of a page, for its editors."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regio.core.http import page
from regio.pages import actions, queries
from regio.pages.views.manage import Request, own_page, owner_or_404


@login_required
@require_safe
def preview(request: Request, id: UUID) -> HttpResponse:
    """The draft in the dress of the public page; nobody else finds it."""
    found = own_page(request, id)
    return _as_public(request, queries.draft_as_page(found))


@login_required
@require_safe
def history(request: Request, id: UUID) -> HttpResponse:
    """Who published what when."""
    found = own_page(request, id)
    context = {"page": found, "whose": owner_or_404(found), "changes": queries.changes_of(found)}
    return page(request, "pages/history.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: Request, id: UUID, number: int) -> HttpResponse:
    """An old version as it looked; POST makes it the draft again."""
    found = queries.version_of(own_page(request, id), number)
    if found is None:
        raise Http404
    if request.method == "POST":
        actions.restore_version(found, by=request.user)
        messages.success(request, _("Version %(number)s is the draft now. Nothing is public yet.") % {"number": number})
        return redirect("pages:edit", id=id)
    return _as_public(request, queries.version_as_page(found), number=number)


def _as_public(request: Request, shown: queries.PublicPage | None, *, number: int = 0) -> HttpResponse:
    if shown is None:
        raise Http404
    context = {"found": shown, "whose": shown.owner, "linked_data": None, "is_preview": True, "number": number}
    return page(request, "pages/public.html", context)
