"""The pages of one owner, for its editors: begin, order, publish, take back, delete, bring back."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regio.core.errors import told_in
from regio.core.http import page
from regio.pages import actions, queries
from regio.pages.documents import Owner
from regio.pages.forms.editor import NewPageForm
from regio.pages.models import Page
from regio.pages.registry import kind_of
from regio.pages.rules import can_write_pages

if TYPE_CHECKING:
    from regio.accounts.models import User


class Request(HttpRequest):
    """The request of somebody signed in."""

    user: "User"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: Request, path: str, address: str) -> HttpResponse:
    """All pages and news of an owner; POST begins a new one."""
    owner = queries.owner_at(path, address)
    if owner is None or not can_write_pages(request.user, owner.kind, owner.key):
        raise Http404
    form = NewPageForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with told_in(form):
            created = actions.create_page(owner, by=request.user, **form.cleaned_data)
            return redirect("pages:edit", id=created.pk)
    context = {"whose": owner, "found": queries.owner_pages(owner), "form": form, "path": path}
    return page(request, "pages/list.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def publication(request: Request, id: UUID) -> HttpResponse:
    """Take the page back from the public."""
    found = own_page(request, id)
    actions.withdraw_page(found, by=request.user)
    messages.success(request, _("The page is no longer public. It goes on as a draft."))
    return redirect("pages:edit", id=id)


@login_required
@require_POST
def deletion(request: Request, id: UUID) -> HttpResponse:
    """Into the bin, and (`do=back`) out of it."""
    found = own_page(request, id)
    if request.POST.get("do") == "back":
        actions.bring_back_page(found, by=request.user)
        messages.success(request, _("“%(title)s” is back as it was.") % {"title": found.title})
    else:
        actions.delete_page(found, by=request.user)
        messages.success(
            request, _("“%(title)s” was deleted. For 30 days you can bring it back below.") % {"title": found.title}
        )
    return to_list(found)


@login_required
@require_POST
def place(request: Request, id: UUID) -> HttpResponse:
    """One place up or down in the owner's navigation."""
    found = own_page(request, id)
    actions.move_page(found, up=request.POST.get("do") == "up", by=request.user)
    return to_list(found)


def own_page(request: Request, id: UUID) -> Page:
    """The page when the person may edit it; for everybody else it does not exist."""
    found = queries.editable_page(request.user, id)
    if found is None:
        raise Http404
    return found


def owner_or_404(found: Page) -> Owner:
    """Whose it is."""
    owner = queries.owner_of(found)
    if owner is None:
        raise Http404
    return owner


def to_list(found: Page) -> HttpResponse:
    """Back to the owner's pages."""
    owner, kind = owner_or_404(found), kind_of(found.owner_kind)
    return redirect("pages:list", path=kind.path if kind else "", address=owner.address)
