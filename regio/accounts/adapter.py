"""How allauth behaves in this house: its mails, its messages, where it may send people."""

import base64
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from regio.accounts.actions.devices import end_sessions, note_sign_in
from regio.accounts.actions.limits import is_limited as is_limited
from regio.accounts.emails import render_letter, send_mail_later
from regio.accounts.models import User
from regio.accounts.queries import has_app
from regio.accounts.sessions import device_of
from regio.audit import actions as audit
from regio.core.text import fold
from regio.region.queries import county

SAID = {  # allauth's name of a message → our words; what is not listed is obvious from the page and stays unsaid
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/email_confirmed.txt": _("Your e-mail address is confirmed."),
    "account/messages/password_changed.txt": _("Your new password is saved."),
    "account/messages/password_set.txt": _("Your new password is saved."),
}


class Adapter(DefaultAccountAdapter):
    """Ours by `settings.ACCOUNT_ADAPTER`."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-mail address and password do not fit together. Please check both."),
        "incorrect_code": _("This code is not right. Please compare it with the mail."),
        "incorrect_password": _("This password is not right."),
        "enter_current_password": _("This is not your current password."),
        "too_many_login_attempts": _("That were too many tries. Please wait a few minutes and begin again."),
        "rate_limited": _("That was a lot at once. Please try again in a few minutes."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Rendered now, in the person's language; sent by the worker, so that no form waits for a mail server."""
        subject, body = render_letter(template_prefix, code=context.get("code", ""))
        send_mail_later.defer(to=email, subject=subject, body=body)

    def add_message(self, request: HttpRequest, level: int, *args: Any, message: Any = None, **kwargs: Any) -> None:
        """Our words instead of a template each."""
        template = kwargs.get("message_template") or (args[0] if args else "")
        if text := message or SAID.get(template):
            messages.add_message(request, level, text)

    def is_safe_url(self, url: str) -> bool:
        """Only addresses below our own root: `next` never leads to another host, not even to a trusted one."""
        return is_local(url)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """From now on the pages speak the language of the profile."""
        response = super().post_login(request, user, **kwargs)
        return speak(response, user.language) if user.language else response

    def login(self, request: HttpRequest, user: User) -> None:
        """The device is remembered, and the event."""
        super().login(request, user)
        note_sign_in(request.session, user, device=device_of(request.headers.get("User-Agent", "")))

    def set_password(self, user: User, password: str) -> None:
        """Whoever knew the old password is signed out everywhere, open pages included."""
        super().set_password(user, password)
        audit.record("accounts.password_changed", by=user, of=user)
        end_sessions(user, by=None, but=self.request.session.session_key)

    def get_login_stages(self) -> list[str]:
        """The second step is asked for when an app is set up, not for every passkey."""
        stages = {"allauth.mfa.stages.AuthenticateStage": "regio.accounts.adapter.SecondStep"}
        return [stages.get(stage, stage) for stage in super().get_login_stages()]

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # One account, one count, however its address is spelled (SECURITY 18); not the host, which the visitor chooses.
        return f"login:{fold(str(credentials.get('email', '')))}"


class SecondStep(AuthenticateStage):
    """A passkey alone is one more way in; only who set up an app asked for a second step at every sign-in."""

    def _should_handle(self, request: HttpRequest) -> bool:
        person = self.login.user
        return person is not None and has_app(person) and bool(super()._should_handle(request))


class SecondStepAdapter(DefaultMFAAdapter):
    """Ours by `settings.MFA_ADAPTER`."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Each code counts once: please wait for the next one."),
        "unverified_email": _("Please confirm your e-mail address first."),
    }

    def _get_site_name(self) -> str:
        region = county()
        return str(region.name if region else settings.PASSKEY_DOMAIN)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The name passkeys belong to comes from the configuration, never from what the visitor calls us."""
        return {"id": settings.PASSKEY_DOMAIN, "name": self._get_site_name()}

    def encrypt(self, text: str) -> str:
        """Secrets of apps are useless without the key of this installation, which is no part of the database."""
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _lock().decrypt(encrypted_text.encode()).decode()


def _lock() -> MultiFernet:
    keys = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    digests = [sha256(f"regio.accounts.second:{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def is_local(url: str | None) -> bool:
    """True for an address below our own root, without control characters or another spelling of a foreign host."""
    plain = url is not None and url.startswith("/") and not url.startswith(("//", "/\\")) and url.isprintable()
    return plain and url_has_allowed_host_and_scheme(url, allowed_hosts=None)


def speak(response: HttpResponse, language: str) -> HttpResponse:
    """Set or clear the language cookie: it is read before anybody asks who the person is, and costs no query."""
    if language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    return response
