"""Who may decide about the region."""

from typing import TYPE_CHECKING

from regio.region.choices import Duty
from regio.region.models import Municipality, OwnerRole

if TYPE_CHECKING:
    from regio.accounts.models import User


def holds_duty(user: "User | None", duty: str, *, municipality: Municipality | None = None) -> bool:
    """True when `user` is active and holds `duty` for the whole county, or for `municipality` when one is given."""
    if user is None or not user.is_active:
        return False
    held = OwnerRole.objects.filter(person_id=user.pk, duty=duty)
    return any(role.municipality_id is None or role.municipality_id == getattr(municipality, "pk", 0) for role in held)


def holds_any_duty(user: "User") -> bool:
    """True for the owner's people, whatever their duty and wherever."""
    return OwnerRole.objects.filter(person_id=user.pk).exists()


def can_grant_duties(user: "User | None") -> bool:
    """The county's technical operation hands out duties. None is the platform itself (`regio init`, imports)."""
    return user is None or holds_duty(user, Duty.TECHNICAL)


def can_edit_region(user: "User | None") -> bool:
    """Facts of the register are written by the platform itself or by the county's technical operation."""
    return can_grant_duties(user)
