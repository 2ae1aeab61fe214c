"""Reads of the room."""

from dataclasses import dataclass

from django.utils.functional import Promise

from regio.accounts.choices import DEMO_DOMAIN, DEMO_ROLES
from regio.accounts.models import User


@dataclass(frozen=True, slots=True)
class CastMember:
    """One of the demo cast, as the sign-in page shows them."""

    key: str
    name: str
    role: str | Promise


def demo_cast() -> list[CastMember]:
    """Those of the cast that exist here, in the order of the table. Call it in demo mode only."""
    names = dict(User.objects.filter(email__endswith=f"@{DEMO_DOMAIN}", is_active=True).values_list("email", "name"))
    return [
        CastMember(key, names[address], role)
        for key, role in DEMO_ROLES.items()
        if (address := f"{key}@{DEMO_DOMAIN}") in names
    ]


def demo_person(key: str) -> User | None:
    """The person behind a name of the cast."""
    if key not in DEMO_ROLES:
        return None
    return User.objects.filter(email=f"{key}@{DEMO_DOMAIN}", is_active=True).first()
