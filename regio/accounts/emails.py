"""The mails of sign-up and sign-in: plain text, the code on a line of its own, links from the configured base URL."""

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from regio.region.queries import county

TRIES = RetryStrategy(max_attempts=6, exponential_wait=2)


@dataclass(frozen=True, slots=True)
class Letter:
    """What differs between the mails. `page`: URL name of a page it points to."""

    subject: str | Promise
    text: str | Promise
    page: str = ""


_CONFIRM = Letter(
    _("Your code to confirm your e-mail address"),
    _("With this code you confirm your e-mail address. Please enter it in the page that is open in your browser."),
)
LETTERS = {  # allauth's name of the mail → ours
    "account/email/login_code": Letter(
        _("Your sign-in code"),
        _("With this code you sign in. Please enter it in the page that is open in your browser."),
    ),
    "account/email/email_confirmation": _CONFIRM,
    "account/email/email_confirmation_signup": _CONFIRM,
    "account/email/password_reset_code": Letter(
        _("Your code for a new password"),
        _("With this code you can choose a new password. Please enter it in the page that is open in your browser."),
    ),
    "accounts/proof": Letter(
        _("Your code to confirm that it is you"),
        _("With this code you confirm an important change of your account."),
    ),
    "accounts/new_address": Letter(
        _("Your code for the new e-mail address"),
        _("With this code you confirm that your account shall use this e-mail address from now on."),
    ),
    "accounts/address_in_use": Letter(
        _("This e-mail address already has an account"),
        _(
            "Somebody, probably you, wanted to use this e-mail address for another account. There is an account with it "
            "already, and an address can only have one. You can simply sign in with it."
        ),
        page="account_login",
    ),
    "account/email/account_already_exists": Letter(
        _("You already have an account"),
        _(
            "Somebody, probably you, wanted to create an account with this e-mail address. There is one already. "
            "You can simply sign in; without a password we send you a code."
        ),
        page="account_login",
    ),
    "account/email/unknown_account": Letter(
        _("There is no account with this e-mail address"),
        _(
            "Somebody, probably you, wanted to sign in with this e-mail address. There is no account with it. "
            "Perhaps you used another address. Or you create an account now."
        ),
        page="account_signup",
    ),
}


def render_letter(kind: str, *, code: str = "") -> tuple[str, str]:
    """Subject and body of the mail `kind`, in the language of the running request."""
    letter = LETTERS[kind]
    region = county()
    context = {
        "letter": letter,
        "code": code,
        "link": settings.BASE_URL + reverse(letter.page) if letter.page else "",
        "region_name": region.name if region else settings.BASE_URL,
        "base_url": settings.BASE_URL,
        "minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60,
    }
    return str(letter.subject), render_to_string("accounts/letter.txt", context).strip() + "\n"


@app.task(name="accounts.send_mail", retry=TRIES)
def send_mail_later(*, to: str, subject: str, body: str) -> None:
    """Hand one mail to the mail server; after some tries within minutes give up, for by then its code is dead."""
    EmailMessage(subject, body, to=[to]).send()
