"""Signing in, and the demo's buttons for it. The flows are allauth's."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from allauth.account import views as allauth_views
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStage
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base import views as second_views
from allauth.mfa.webauthn import views as passkey_views
from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from regio.accounts.actions.limits import is_limited
from regio.accounts.actions.robots import new_challenge
from regio.accounts.queries import demo_cast, demo_person, ways_in
from regio.accounts.views.options import as_options, passkey_home
from regio.core.errors import TooMany


class CountedCode:
    """Mixin: tells the form which mail the code came with. Named by its moment and its address, which no visitor chooses."""

    def get_form_kwargs(self) -> dict[str, object]:
        kwargs: dict[str, object] = super().get_form_kwargs()  # type: ignore[misc]  # a mixin: allauth's view
        if "code" in kwargs:
            state = self._process.state  # type: ignore[attr-defined]  # a mixin: allauth's view
            words = f"{state['at']} {state.get('email')} {state.get('user_id')}"
            kwargs["issue"] = sha256(words.encode()).hexdigest()
        return kwargs

    def _resend_form_valid(self, form: Form) -> HttpResponse:
        """Mails to one address are counted for that address, not only within this session."""
        address = self._process.state.get("email") or ""  # type: ignore[attr-defined]  # a mixin: allauth's view
        if is_limited(self.request, "request_login_code", key=address):  # type: ignore[attr-defined]  # the same
            raise TooMany
        answer: HttpResponse = super()._resend_form_valid(form)  # type: ignore[misc]  # the same
        return answer


class ConfirmLoginCodeView(CountedCode, allauth_views.ConfirmLoginCodeView):
    """allauth's."""


class ConfirmAddressView(CountedCode, allauth_views.ConfirmEmailVerificationCodeView):
    """allauth's; whoever has just typed the code of a mail need not prove it again for the first passkey."""

    def _verify_form_valid(self, form: Form) -> HttpResponse:
        if self.stage:
            record_authentication(self.request, self._process.user, "address")  # "code" would forget the password
        answer: HttpResponse = super()._verify_form_valid(form)
        return answer


class ConfirmResetCodeView(CountedCode, allauth_views.ConfirmPasswordResetCodeView):
    """allauth's."""


class FreshStart:
    """Mixin: who comes back to this page begins anew, and is not sent on to a code asked for before."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> None:
        clear_login(request)


class SignInView(FreshStart, allauth_views.LoginView):
    """allauth's, with the demo cast beside it."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        cast = demo_cast() if settings.DEMO else []
        more = {"cast": cast, "passkey_home": passkey_home(self.request)}
        return super().get_context_data(**kwargs) | more


class CodeView(FreshStart, allauth_views.RequestLoginCodeView):
    """allauth's."""


class SignUpView(allauth_views.SignupView):
    """allauth's, with work for robots."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(**kwargs) | {"challenge": new_challenge()}


class PasskeySignInView(passkey_views.LoginWebAuthnView):
    """allauth's; by way of the sign-in page it also keeps where the person wanted to go."""

    def form_invalid(self, form: Form) -> HttpResponse:
        messages.error(self.request, _("This passkey is not known here. Please sign in another way."))
        return redirect("account_login")


class SecondStepView(second_views.AuthenticateView):
    """allauth's; what the browser needs for a passkey goes into one attribute."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context: dict[str, object] = super().get_context_data(**kwargs)
        data: Any = context.get("js_data") or {"request_options": {}}
        return context | {
            "options": as_options(data["request_options"]),
            "has_passkey": bool(ways_in(self.stage.login.user).passkeys),
            "passkey_home": passkey_home(self.request),
        }


def like_get(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page asked for by HEAD or OPTIONS only shows something: limits must not count it as a try."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(headers={"Allow": "GET, HEAD, POST, OPTIONS"})
        if request.method == "HEAD":
            request.method = "GET"
        return view(request, *args, **kwargs)

    return answer


sign_in = SignInView.as_view()
sign_up = SignUpView.as_view()
send_code = CodeView.as_view()
confirm_login_code = ConfirmLoginCodeView.as_view()
confirm_address = ConfirmAddressView.as_view()
confirm_reset_code = ConfirmResetCodeView.as_view()
passkey_sign_in = PasskeySignInView.as_view()
second_step = SecondStepView.as_view()


def demo_login(request: HttpRequest, name: str) -> HttpResponse:
    """Sign in as one of the cast with one click. Does not exist outside the demo."""
    person = demo_person(name) if settings.DEMO else None
    if person is None:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    adapter = get_adapter(request)
    record_authentication(request, person, method="demo")
    adapter.login(request, person)
    return adapter.post_login(
        request,
        person,
        email_verification="none",
        signal_kwargs=None,
        email=person.email,
        signup=False,
        redirect_url=get_next_redirect_url(request),
    )
