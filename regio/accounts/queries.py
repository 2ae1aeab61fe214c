"""Reads of the room."""

from dataclasses import dataclass

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.functional import Promise

from regio.accounts.choices import DEMO_DOMAIN, DEMO_ROLES
from regio.accounts.models import User
from regio.core.time import now


@dataclass(frozen=True, slots=True)
class CastMember:
    """One of the demo cast, as the sign-in page shows them."""

    key: str
    name: str
    role: str | Promise


def session_keys_of(person: User) -> list[str]:
    """Keys of all living sessions `person` is signed in with. Reads every session: for rare deeds."""
    living = Session.objects.filter(expire_date__gt=now()).iterator(chunk_size=1000)
    return [session.pk for session in living if session.get_decoded().get(SESSION_KEY) == str(person.pk)]


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
