"""Who may do what to an account."""

from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac

from regio.region.choices import Duty
from regio.region.rules import holds_any_duty, holds_duty

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from regio.accounts.models import Session, User


def can_edit_profile(user: "User | AnonymousUser | None", person: "User") -> bool:
    """Everybody their own, nobody another's."""
    return user is not None and user.is_authenticated and user.is_active and user.pk == person.pk


def can_deactivate(by: "User | None", person: "User") -> bool:
    """County-wide moderation, nobody themselves; only technical operation locks one of the owner's people.

    None is the platform itself. As nobody locks themselves, there is always somebody left in technical operation.
    """
    if by is None:
        return True
    if by.pk == person.pk:
        return False
    return holds_duty(by, Duty.TECHNICAL if holds_any_duty(person) else Duty.MODERATOR)


def can_erase(by: "User | None", person: "User") -> bool:
    """Everybody their own account. None is the platform itself (`regio` on the command line)."""
    return by is None or (by.is_active and by.pk == person.pk)


def can_hear(user: "User | AnonymousUser", key: str) -> bool:
    """Who may go on hearing the stream `user-<key>`: that person, while not locked."""
    return user.is_authenticated and user.is_active and str(user.pk) == key


def public_key(session: "Session") -> str:
    """Names a sign-in on a page without telling the key that is the sign-in."""
    return salted_hmac("regio.accounts.session", session.session_key, algorithm="sha256").hexdigest()[:32]
