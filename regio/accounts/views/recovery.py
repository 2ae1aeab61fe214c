"""Mailbox and device lost."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regio.accounts.actions.limits import is_limited
from regio.accounts.actions.recovery import ask_for_recovery, recover, recovery_of, recovery_to_stop, stop_recovery
from regio.accounts.forms.second import RecoveryForm
from regio.core.errors import RegioError, TooMany
from regio.core.http import page


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The same answer whether there is such an account or not."""
    form = RecoveryForm(request.POST or None)
    if form.is_valid():
        if is_limited(request, "recovery", key=form.cleaned_data["old"]):
            raise TooMany
        ask_for_recovery(**form.cleaned_data)
        return redirect("accounts:recovery_asked")
    return page(request, "accounts/recovery.html", {"form": form}, status=422 if form.is_bound else 200)


def asked(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return page(request, "accounts/recovery_asked.html", {})


@require_http_methods(["GET", "HEAD", "POST"])
def use(request: HttpRequest, token: str) -> HttpResponse:
    """The link to the new address. Looking uses nothing up."""
    row = recovery_of(token)
    if row and request.method == "POST":
        try:
            recover(token)
        except RegioError as error:
            messages.error(request, str(error.text))
        else:
            messages.success(request, _("The account is yours again. Please sign in with a code to your new address."))
        return redirect("account_login")
    return page(request, "accounts/recovery_use.html", {"row": row, "is_stop": False}, status=200 if row else 404)


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link to the old address."""
    row = recovery_to_stop(token)
    if row and request.method == "POST":
        try:
            stop_recovery(token)
        except RegioError as error:
            messages.error(request, str(error.text))
        else:
            messages.success(request, _("Stopped. Your account stays as it was."))
        return redirect("account_login")
    return page(request, "accounts/recovery_use.html", {"row": row, "is_stop": True}, status=200 if row else 404)
