"""What allauth does at a sign-in that the person wants to know later: it tells by signals, we write the trail."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_used

from regio.accounts.models import User
from regio.audit import actions as audit


def connect() -> None:
    """Called once in apps.ready()."""
    authenticator_used.connect(note_second_step, dispatch_uid="regio.accounts")
    authentication_failed.connect(note_wrong_code, dispatch_uid="regio.accounts")


def note_second_step(*, user: User, authenticator: Authenticator, **_: Any) -> None:
    """A used recovery code is worth a line: there are ten."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        audit.record("accounts.recovery_code_used", by=user, of=user)


def note_wrong_code(*, user: User, **_: Any) -> None:
    """Somebody knew the first step and not the second. The limit of tries also limits these lines."""
    audit.record("accounts.second_step_failed", by=None, of=user)
