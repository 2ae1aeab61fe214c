"""Before something important: prove once more that it is you."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.webauthn.internal import auth
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regio.accounts.actions.codes import enter_code, mail_code, mailed_code
from regio.accounts.actions.limits import is_limited
from regio.accounts.adapter import is_local
from regio.accounts.forms.second import MailedCodeForm, PasswordProofForm, SecondStepForm, SecondStepPasskeyForm
from regio.accounts.models import User
from regio.accounts.queries import WaysIn, ways_in
from regio.accounts.views.options import as_options, passkey_home
from regio.core.errors import TooMany
from regio.core.http import page

PROOF_MINUTES = 15
type View = Callable[..., HttpResponse]


def freshly_proven(view: View) -> View:
    """Signed in, and proven within the last minutes: a stolen session alone changes no way in (OWASP ASVS 7.5.1)."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}")

    return guarded


def is_fresh(request: HttpRequest) -> bool:
    """True when this session was proven a moment ago; with an app set up only its codes and passkeys count."""
    person = request.user
    assert isinstance(person, User)
    recent = time.time() - PROOF_MINUTES * 60
    methods = {record["method"] for record in get_authentication_records(request, person) if record["at"] > recent}
    return bool(methods & {"mfa", "demo"} if ways_in(person).app_since else methods)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def prove(request: HttpRequest) -> HttpResponse:
    """All the ways this person has, on one page."""
    person = request.user
    assert isinstance(person, User)
    ways, back = ways_in(person), _back(request)
    forms = _forms(request, person, ways)
    for name, form in forms.items():
        if form is not None and form.is_bound and form.is_valid():
            _note(request, person, name, form)
            return redirect(back)
    options = as_options(auth.begin_authentication(person)) if ways.passkeys else ""
    context = forms | {"ways": ways, "next": back, "options": options, "passkey_home": passkey_home(request)}
    status = 422 if any(form is not None and form.is_bound for form in forms.values()) else 200
    return page(request, "accounts/prove.html", context, status=status)


def _forms(request: HttpRequest, person: User, ways: WaysIn) -> dict[str, Any]:
    """By name; None where the person has no such way. A password is not enough once an app is set up."""
    data = {name: request.POST if name in request.POST else None for name in ("code", "credential", "password")}
    has_password = ways.has_password and not ways.app_since
    return {
        "app_form": SecondStepForm(data=data["code"], user=person) if ways.app_since else None,
        "passkey_form": SecondStepPasskeyForm(data=data["credential"], user=person) if ways.passkeys else None,
        "password_form": PasswordProofForm(data["password"], person=person) if has_password else None,
    }


def _note(request: HttpRequest, person: User, name: str, form: Any) -> None:
    """Remember in the session by what the person was proven, and when."""
    if name == "password_form":
        record_authentication(request, person, "password", reauthenticated=True)
        return
    used = form.authenticator if name == "app_form" else form.cleaned_data["credential"]
    post_authentication(request, used, reauthenticated=True)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def prove_by_mail(request: HttpRequest) -> HttpResponse:
    """POST without a code sends one; with the code proves it. Not for whoever set up an app."""
    person, back = request.user, _back(request)
    assert isinstance(person, User)
    again = redirect(f"{reverse('accounts:proof_code')}?{urlencode({'next': back})}")
    if ways_in(person).app_since:
        return redirect("account_reauthenticate")
    if request.method == "POST" and "code" not in request.POST:
        if is_limited(request, "request_login_code", key=person.email):
            raise TooMany
        mail_code(request.session, "proof", to=person.email, letter="accounts/proof")
        return again
    form = MailedCodeForm(request.POST or None)
    if form.is_valid():
        if enter_code(request.session, "proof", form.cleaned_data["code"]):
            record_authentication(request, person, "code", reauthenticated=True)
            return redirect(back)
        form.add_error("code", _("This code is not right. Please compare it with the mail."))
    if mailed_code(request.session, "proof") is None:
        return redirect("account_reauthenticate")
    context = {"form": form, "email": person.email, "next": back, "action": request.path}
    return page(request, "accounts/mailed_code.html", context, status=422 if form.is_bound else 200)


def _back(request: HttpRequest) -> str:
    back = request.POST.get("next") or request.GET.get("next")
    return back if back and is_local(back) else reverse("accounts:security")
