"""Every write of the room. Signing in itself is allauth's work."""

from regio.accounts.actions.codes import take_try, use_code
from regio.accounts.actions.person import PROFILE, change_profile, create_person, deactivate, reactivate, sign_up

__all__ = [
    "PROFILE",
    "change_profile",
    "create_person",
    "deactivate",
    "reactivate",
    "sign_up",
    "take_try",
    "use_code",
]
