"""Codes: six digits in a mail, each with few tries and one use, however many come at the same moment."""

import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Literal

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import caches
from django.utils.crypto import constant_time_compare, salted_hmac

from regio.accounts.emails import render_letter, send_mail_later
from regio.core.time import now

KEPT_SECONDS = 3600  # longer than any code lives
type Purpose = Literal["proof", "address"]


@dataclass(frozen=True, slots=True)
class Mailed:
    """A code that was mailed, as the session keeps it: without the code itself."""

    to: str
    issue: str
    digest: str
    at: float
    for_nobody: bool = False  # the address belongs to somebody else: no code will ever fit

    @property
    def is_over(self) -> bool:
        return now().timestamp() - self.at > settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT


def take_try(issue: str) -> bool:
    """Use up one of the tries that the mailed code `issue` has; False when none is left.

    allauth counts them in the session, where tries sent at the same moment all find the same number. Here each takes a
    row that only one can insert, so guessing in parallel gains nothing (OWASP ASVS 6.6.3).
    """
    return any(claim(f"code:{issue}:{number}") for number in range(settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS))


def use_code(issue: str) -> bool:
    """Use up the mailed code `issue`: True once, however many come with it at the same moment."""
    return claim(f"code:{issue}:used")


def claim(key: str, *, seconds: int = KEPT_SECONDS) -> bool:
    """True for the first who names `key` within `seconds`: one statement, all processes."""
    return bool(caches["limits"].add(key, 1, seconds))


def mail_code(session: SessionBase, purpose: Purpose, *, to: str, letter: str, for_nobody: bool = False) -> None:
    """Send six digits to `to` by the mail `letter` and remember them in `session`. A newer code replaces the older one."""
    issue, code = secrets.token_hex(16), f"{secrets.randbelow(10**6):06}"
    subject, body = render_letter(letter, code=code)
    session[f"mailed_{purpose}"] = asdict(Mailed(to, issue, _digest(issue, code), now().timestamp(), for_nobody))
    send_mail_later.defer(to=to, subject=subject, body=body)


def mailed_code(session: SessionBase, purpose: Purpose) -> Mailed | None:
    """What was mailed and can still be entered."""
    kept: dict[str, Any] | None = session.get(f"mailed_{purpose}")
    mailed = Mailed(**kept) if kept else None
    return None if mailed is None or mailed.is_over else mailed


def enter_code(session: SessionBase, purpose: Purpose, code: str) -> Mailed | None:
    """The mail whose code this is, used up now; None when it does not fit or no try is left."""
    mailed = mailed_code(session, purpose)
    if mailed is None or not take_try(mailed.issue):
        return None
    digits = "".join(letter for letter in code if letter.isdecimal())
    fits = constant_time_compare(_digest(mailed.issue, digits), mailed.digest)
    if not fits or mailed.for_nobody or not use_code(mailed.issue):
        return None
    del session[f"mailed_{purpose}"]
    return mailed


class UsedCodes:
    """What allauth remembers used codes of the app in: its own is of one process and forgets after half a minute."""

    def add(self, key: str, _value: object, timeout: float | timedelta | None = None) -> bool:
        """True for the first."""
        return claim(key)


def _digest(issue: str, code: str) -> str:
    return salted_hmac("regio.accounts.codes", f"{issue}:{code}", algorithm="sha256").hexdigest()
