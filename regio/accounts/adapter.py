"""How allauth behaves in this house: its mails, its messages, where it may send people."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from regio.accounts.emails import render_letter
from regio.accounts.models import User
from regio.accounts.tasks import send_mail_later
from regio.core.text import fold

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

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # One account, one count, however its address is spelled (SECURITY 18); not the host, which the visitor chooses.
        return f"login:{fold(str(credentials.get('email', '')))}"


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
