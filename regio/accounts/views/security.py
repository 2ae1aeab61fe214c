"""Ways to sign in, devices that are signed in, what happened lately."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.internal import auth
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from segno import make_qr

from regio.accounts.actions.devices import end_session, end_sessions
from regio.accounts.actions.passkeys import add_passkey, remove_passkey, rename_passkey
from regio.accounts.actions.second import renew_recovery_codes, switch_off_app, switch_on_app
from regio.accounts.forms.second import AppForm, PasskeyForm, PasskeyNameForm
from regio.accounts.models import User
from regio.accounts.queries import device_words, devices_of, has_app, passkey_of, security_events, ways_in
from regio.accounts.sessions import device_of
from regio.accounts.views.options import as_options, passkey_home
from regio.accounts.views.proof import freshly_proven
from regio.core.errors import told_in
from regio.core.http import page

SECRET = "accounts_app_secret"  # noqa: S105 - a key of the session


def me(request: HttpRequest) -> User:
    person = request.user
    assert isinstance(person, User)
    return person


@login_required
def security(request: HttpRequest) -> HttpResponse:
    """Everything about signing in, on one page."""
    person = me(request)
    context = {
        "ways": ways_in(person),
        "devices": devices_of(person, request.session.session_key),
        "events": security_events(person),
    }
    return page(request, "accounts/security.html", context)


@require_POST
@login_required
def sign_out_devices(request: HttpRequest) -> HttpResponse:
    """One device named by its key, or all others."""
    person = me(request)
    if key := request.POST.get("device"):
        count = end_session(key, by=person)
    else:
        count = end_sessions(person, by=person, but=request.session.session_key)
    text = ngettext("One device is signed out.", "%(count)s devices are signed out.", count) % {"count": count}
    messages.success(request, text if count else _("No other device was signed in."))
    return redirect("accounts:security")


@require_http_methods(["GET", "HEAD", "POST"])
@freshly_proven
def set_up_app(request: HttpRequest) -> HttpResponse:
    """Picture to scan, first code, then the recovery codes, shown this once."""
    person = me(request)
    if has_app(person):
        return redirect("accounts:security")
    secret = request.session.setdefault(SECRET, generate_totp_secret())
    form = AppForm(request.POST or None, person=person, secret=secret)
    if form.is_valid():
        with told_in(form):
            codes = switch_on_app(person, secret, by=person)
            del request.session[SECRET]
            record_authentication(request, person, "mfa", type=Authenticator.Type.TOTP)  # its code was just typed
            return _shown_once(request, codes, is_new_app=True)
    link = get_adapter().build_totp_url(person, secret)
    picture = make_qr(link, error="m").svg_data_uri(scale=5, border=3, dark="#000", light="#fff")
    context = {"form": form, "picture": picture, "link": link, "secret": secret}
    return page(request, "accounts/app.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@freshly_proven
def remove_app(request: HttpRequest) -> HttpResponse:
    """Asked first: from then on one step is enough."""
    person = me(request)
    if request.method == "POST":
        switch_off_app(person, by=person)
        messages.success(request, _("Signing in takes no second step any more."))
    if not has_app(person):
        return redirect("accounts:security")
    return page(request, "accounts/app_off.html", {})


@require_http_methods(["GET", "HEAD", "POST"])
@freshly_proven
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New codes, shown this once: only their seed is kept, locked."""
    person = me(request)
    if not has_app(person):
        return redirect("accounts:security")
    if request.method == "POST":
        return _shown_once(request, renew_recovery_codes(person, by=person))
    return page(request, "accounts/recovery_codes.html", {"codes": [], "left": ways_in(person).codes_left})


def _shown_once(request: HttpRequest, codes: list[str], *, is_new_app: bool = False) -> HttpResponse:
    """To print or write down: whose they are and of which day stands on the paper."""
    context = {"codes": codes, "is_new_app": is_new_app, "today": timezone.localdate()}
    return page(request, "accounts/recovery_codes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@freshly_proven
def new_passkey(request: HttpRequest) -> HttpResponse:
    """The browser makes it, we keep its public half."""
    person = me(request)
    name = device_words(device_of(request.headers.get("User-Agent", "")))
    form = PasskeyForm(request.POST or None, initial={"name": name})
    if form.is_valid():
        with told_in(form):
            add_passkey(person, name=form.cleaned_data["name"], credential=form.cleaned_data["credential"], by=person)
            messages.success(request, _("The passkey is set up. You can sign in with it from now on."))
            return redirect("accounts:security")
    options = as_options(auth.begin_registration(person, passwordless=True))
    context = {"form": form, "options": options, "passkey_home": passkey_home(request)}
    return page(request, "accounts/passkey_new.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@freshly_proven
def passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name, or away with it."""
    person = me(request)
    row = passkey_of(person, pk)
    if row is None:
        raise Http404
    if "remove" in request.POST:
        remove_passkey(row, by=person)
        messages.success(request, _("The passkey is removed."))
        return redirect("accounts:security")
    form = PasskeyNameForm(request.POST or None, initial={"name": row.wrap().name})
    if form.is_valid():
        rename_passkey(row, name=form.cleaned_data["name"], by=person)
        return redirect("accounts:security")
    return page(request, "accounts/passkey.html", {"form": form, "row": row}, status=422 if form.is_bound else 200)
