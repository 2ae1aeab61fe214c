"""The desk finds an account by its whole address, locks it or opens it again."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from regio.accounts.actions.locking import LOCK, UNLOCK, decide_locking, look_up_account
from regio.accounts.forms.locking import FindAccountForm, LockingForm
from regio.accounts.rules import can_deactivate, can_look_up_accounts
from regio.core.errors import told_in
from regio.core.http import page
from regio.region.queries.people import address_of, person_at

if TYPE_CHECKING:
    from regio.accounts.models import User


class Request(HttpRequest):
    """The request of somebody signed in."""

    user: "User"


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accounts(request: Request) -> HttpResponse:
    """Asked by POST, so that no log keeps an address."""
    if not can_look_up_accounts(request.user):
        raise Http404
    form = FindAccountForm(request.POST or None)
    if form.is_valid():
        with told_in(form):
            person = look_up_account(form.cleaned_data["email"], by=request.user)
            return redirect("locking:account", address_of(person))
    return page(request, "accounts/desk/accounts.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: Request, word: str) -> HttpResponse:
    """One account: where it stands, and the decision about it."""
    whom = person_at(word) if can_look_up_accounts(request.user) else None
    if whom is None:
        raise Http404
    may = can_deactivate(request.user, whom)
    form = LockingForm(request.POST or None, is_locked=not whom.is_active)
    if may and form.is_valid():
        with told_in(form):
            outcome = LOCK if whom.is_active else UNLOCK
            case = decide_locking(whom, outcome=outcome, by=request.user, **form.cleaned_data)
            is_done = bool(case.decided_at)
            messages.success(request, _("Decided. The person has been told.") if is_done else _("Proposed."))
            return redirect("moderation:case", case.pk)
    context = {"whom": whom, "word": word, "form": form, "may": may}
    return page(request, "accounts/desk/account.html", context, status=422 if form.errors else 200)
