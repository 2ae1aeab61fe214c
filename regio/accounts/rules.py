"""Who may do what to an account."""

from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db.models import Q
from django.utils.crypto import salted_hmac

from regio.accounts.registry import bonds
from regio.core.geo import Point, distance_km
from regio.region.choices import Duty
from regio.region.models import Municipality
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


def can_look_up_accounts(by: "User | AnonymousUser") -> bool:
    """County-wide moderation may find an account by its whole address, in order to lock or unlock it."""
    return by.is_authenticated and holds_duty(by, Duty.MODERATOR)


def can_erase(by: "User | None", person: "User") -> bool:
    """Everybody their own account. None is the platform itself (`regio` on the command line)."""
    return by is None or (by.is_active and by.pk == person.pk)


def can_accept_recovery(by: "User", person: "User") -> bool:
    """Verification decides for residents, technical operation for one of the owner's people; nobody for themselves."""
    if by.pk == person.pk:
        return False
    return holds_duty(by, Duty.TECHNICAL if holds_any_duty(person) else Duty.VERIFICATION)


def can_hear(user: "User | AnonymousUser", key: str) -> bool:
    """Who may go on hearing the stream `user-<key>`: that person, while not locked."""
    return user.is_authenticated and user.is_active and str(user.pk) == key


def public_key(session: "Session") -> str:
    """Names a sign-in on a page without telling the key that is the sign-in."""
    return salted_hmac("regio.accounts.session", session.session_key, algorithm="sha256").hexdigest()[:32]


def is_near(viewer: "User | AnonymousUser | None", person: "User") -> bool:
    """Who sees the whole name: the person, people of the same Gemeinde or with it in their radius, and whoever has to do
    with them (an organisation shared, a letter received)."""
    if viewer is None or not viewer.is_authenticated or not viewer.is_active:
        return False
    if viewer.pk == person.pk or (person.home_id is not None and person.home_id in near_homes(viewer)):
        return True
    return any(bond.holds(viewer, person) for bond in bonds())


def people_near(viewer: "User | AnonymousUser | None") -> Q:
    """Twin of `is_near`."""
    if viewer is None or not viewer.is_authenticated or not viewer.is_active:
        return Q(pk__in=[])
    condition = Q(pk=viewer.pk) | Q(home_id__in=near_homes(viewer))
    for bond in bonds():
        condition |= bond.people(viewer)
    return condition


def near_homes(viewer: "User") -> frozenset[int]:
    """Keys of the Gemeinden that are near for `viewer`: the own one, and those whose middle lies within the radius."""
    if viewer.home_id is None:
        return frozenset()
    key = f"near:{viewer.home_id}:{viewer.radius_km}"
    found: frozenset[int] | None = cache.get(key)
    if found is None:
        found = _homes_around(viewer.home_id, viewer.radius_km)
        cache.set(key, found, 600)
    return found


def _homes_around(home: int, km: int) -> frozenset[int]:
    rows = Municipality.objects.values_list("pk", "lat", "lon")
    places = {pk: Point(lat, lon) for pk, lat, lon in rows if lat is not None and lon is not None}
    here = places.get(home)
    near = {pk for pk, point in places.items() if here and distance_km(here, point) <= km}
    return frozenset(near | {home})
