"""Who may do what to an account."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the registration of the room reads this module before models can be imported
    from django.contrib.auth.models import AnonymousUser

    from regio.accounts.models import User


def can_edit_profile(user: "User | AnonymousUser | None", person: "User") -> bool:
    """Everybody their own, nobody another's."""
    return user is not None and user.is_authenticated and user.is_active and user.pk == person.pk


def can_hear(user: "User | AnonymousUser", key: str) -> bool:
    """Who may go on hearing the stream `user-<key>`: that person, while not locked."""
    return user.is_authenticated and user.is_active and str(user.pk) == key
