"""Who may decide about the region."""

from typing import TYPE_CHECKING

from regio.region.choices import Duty
from regio.region.models import Municipality, OwnerRole

if TYPE_CHECKING:
    from regio.accounts.models import User


def duties_of(user: "User | None") -> frozenset[tuple[str, int | None]]:
    """What `user` is responsible for today: (duty, key of the Gemeinde; None for the whole county). One query."""
    if user is None or not user.is_active:
        return frozenset()
    held = OwnerRole.objects.current().filter(person_id=user.pk)
    return frozenset((role.duty, role.municipality_id) for role in held)


def holds_duty(user: "User | None", duty: str, *, municipality: Municipality | None = None) -> bool:
    """True when `user` is active and holds `duty` for the whole county, or for `municipality` when one is given."""
    found = municipalities_of(user, duty)
    return found is None or (municipality is not None and municipality.pk in found)


def municipalities_of(user: "User | None", duty: str) -> set[int] | None:
    """Keys of the Gemeinden in which `user` holds `duty` today; None: in the whole county; empty: nowhere."""
    held = {place for name, place in duties_of(user) if name == duty}
    return None if None in held else {place for place in held if place is not None}


def holds_any_duty(user: "User") -> bool:
    """True for the owner's people, whatever their duty and wherever."""
    return OwnerRole.objects.current().filter(person_id=user.pk).exists()


def can_enter_desk(user: "User | None") -> bool:
    """The owner's desk is for everybody who holds a duty today, and does not exist for others."""
    return bool(duties_of(user))


def can_grant_duties(user: "User | None") -> bool:
    """The county's technical operation hands out duties. None is the platform itself (`regio init`, imports)."""
    return user is None or holds_duty(user, Duty.TECHNICAL)


def can_grant(user: "User | None", duty: str, municipality: Municipality | None) -> bool:
    """Besides the technical operation, editors of a Gemeinde (or of the county) name further editors of that Gemeinde."""
    if can_grant_duties(user):
        return True
    return duty == Duty.EDITOR and municipality is not None and can_edit_municipality(user, municipality)


def can_revoke(user: "User | None", role: OwnerRole) -> bool:
    """The technical operation; and who named an editor of their Gemeinde takes that back."""
    if can_grant_duties(user):
        return True
    is_own = user is not None and role.granted_by_id == user.pk
    return is_own and can_grant(user, role.duty, role.municipality)


def can_edit_region(user: "User | None") -> bool:
    """Facts of the register are written by the platform itself or by the county's technical operation."""
    return can_grant_duties(user)


def can_change_settings(user: "User | None") -> bool:
    """Name, colours, legal notice and choices of the county: its technical operation and its editors."""
    return can_grant_duties(user) or holds_duty(user, Duty.EDITOR)


def can_edit_texts(user: "User | None") -> bool:
    """Texts the law asks for: the county's editors, its data protection officer and its technical operation."""
    return can_change_settings(user) or holds_duty(user, Duty.PRIVACY)


def can_edit_municipality(user: "User | None", municipality: Municipality) -> bool:
    """The page of a Gemeinde: its own editors and the county's."""
    return user is None or holds_duty(user, Duty.EDITOR, municipality=municipality)


def can_read_trail(user: "User | None") -> bool:
    """The trail names persons: only the county's technical operation and its data protection officer read it."""
    held = duties_of(user)
    return (Duty.TECHNICAL, None) in held or (Duty.PRIVACY, None) in held
