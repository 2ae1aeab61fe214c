"""Who is responsible for what: granting, taking back, leaving."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from regio import live
from regio.core.permissions import require
from regio.core.time import today
from regio.live.streams import EVERY
from regio.region import registry
from regio.region.actions.trail import tell
from regio.region.choices import Duty
from regio.region.errors import EndsInThePast, LastTechnical, SecondPersonNeeded
from regio.region.models import County, DutyProposal, Municipality, OwnerRole
from regio.region.rules import can_grant, can_grant_duties, can_revoke

if TYPE_CHECKING:
    from regio.accounts.models import User

FOUR_EYES = "technical"  # the word of County.four_eyes that stands for grants of the technical operation


@transaction.atomic
def grant_duty(
    person: "User",
    *,
    duty: str,
    municipality: Municipality | None = None,
    until: date | None = None,
    by: "User | None" = None,
) -> OwnerRole | None:
    """Make `person` responsible for `duty` in the county, or in one Gemeinde; `until`: its last day, for substitutes.

    Granting again changes only the last day. Where the owner chose four eyes for the technical operation, it becomes a
    proposal that somebody else confirms, and None is returned.
    """
    require(can_grant(by, duty, municipality))
    if until and until < today():
        raise EndsInThePast
    county = _locked_county()
    if by and duty == Duty.TECHNICAL and county and FOUR_EYES in county.four_eyes:
        _propose(person, duty=duty, municipality=municipality, until=until, by=by)
        return None
    return _grant(person, duty=duty, municipality=municipality, until=until, by=by)


def _grant(
    person: "User", *, duty: str, municipality: Municipality | None, until: date | None, by: "User | None"
) -> OwnerRole:
    role, is_new = OwnerRole.objects.get_or_create(
        person=person, duty=duty, municipality=municipality, defaults={"granted_by": by, "until": until}
    )
    if not is_new and role.until == until:
        return role
    if not is_new:
        if until:
            _guard_last_technical(role)
        role.until, role.granted_by = until, by
        role.save(update_fields=["until", "granted_by"])
    last = until.isoformat() if until else None
    tell(
        "region.duty_granted",
        by=by,
        of=role,
        person=person.pk,
        duty=duty,
        municipality=role.municipality_id,
        until=last,
    )
    return role


def _propose(
    person: "User", *, duty: str, municipality: Municipality | None, until: date | None, by: "User"
) -> DutyProposal:
    proposal, is_new = DutyProposal.objects.update_or_create(
        person=person, duty=duty, municipality=municipality, defaults={"until": until, "proposed_by": by}
    )
    if is_new:
        tell(
            "region.duty_proposed",
            by=by,
            of=proposal,
            person=person.pk,
            duty=duty,
            municipality=proposal.municipality_id,
        )
    return proposal


@transaction.atomic
def confirm_grant(proposal: DutyProposal, *, by: "User") -> OwnerRole:
    """The second pair of eyes: somebody else than who proposed and who is to get it."""
    require(can_grant_duties(by))
    _locked_county()
    proposal = DutyProposal.objects.select_for_update().get(pk=proposal.pk)
    if by.pk in (proposal.proposed_by_id, proposal.person_id):
        raise SecondPersonNeeded
    role = _grant(proposal.person, duty=proposal.duty, municipality=proposal.municipality, until=proposal.until, by=by)
    tell("region.duty_confirmed", by=by, of=role, person=proposal.person_id, proposed_by=proposal.proposed_by_id)
    proposal.delete()
    return role


@transaction.atomic
def refuse_grant(proposal: DutyProposal, *, by: "User") -> None:
    """Say no to a proposal, or take back one's own."""
    require(can_grant_duties(by))
    found = DutyProposal.objects.select_for_update().filter(pk=proposal.pk).first()
    if found:
        tell("region.duty_refused", by=by, of=found, person=found.person_id, duty=found.duty)
        found.delete()


@transaction.atomic
def revoke_duty(
    person: "User", *, duty: str, municipality: Municipality | None = None, by: "User | None" = None
) -> None:
    """Take `duty` back from `person`; nothing happens when they do not hold it. Their open pages hear nothing more.

    The last one who holds the technical operation for good keeps it.
    """
    _locked_county()
    role = OwnerRole.objects.select_for_update().filter(person=person, duty=duty, municipality=municipality).first()
    require(can_revoke(by, role) if role else can_grant(by, duty, municipality))
    if role:
        _guard_last_technical(role)
        _end(role, by=by)
        live.cut_on_commit(EVERY, user_id=person.pk)


@transaction.atomic
def end_everything(person: "User", *, by: "User | None" = None) -> None:
    """Somebody leaves the owner's service: every duty, every proposal, and what other rooms registered, at once."""
    require(can_grant_duties(by))
    _locked_county()
    roles = list(OwnerRole.objects.select_for_update().filter(person=person).order_by("pk"))
    for role in roles:
        _guard_last_technical(role)
    for role in roles:
        _end(role, by=by)
    DutyProposal.objects.filter(person=person).delete()
    DutyProposal.objects.filter(proposed_by=person).delete()
    for leaver in registry.leavers():
        leaver.end(person, by)
    tell("region.person_left", by=by, of=person, duties=len(roles))
    live.cut_on_commit(EVERY, user_id=person.pk)


@transaction.atomic
def end_expired_duties() -> int:
    """Put the end of substitutes' duties on the trail; they do not count since their last day. Returns how many."""
    over = list(OwnerRole.objects.select_for_update().filter(until__lt=today()).order_by("pk"))
    for role in over:
        _end(role, by=None)
        live.cut_on_commit(EVERY, user_id=role.person_id)
    return len(over)


def _end(role: OwnerRole, *, by: "User | None") -> None:
    # Gone before it is told: whoever hears of it asks what the person still holds.
    OwnerRole.objects.filter(pk=role.pk).delete()
    tell(
        "region.duty_revoked", by=by, of=role, person=role.person_id, duty=role.duty, municipality=role.municipality_id
    )


def _locked_county() -> County | None:
    """Whoever changes duties waits here, so that two cannot take each other's technical operation at the same moment."""
    return County.objects.select_for_update().first()


def _guard_last_technical(role: OwnerRole) -> None:
    """Somebody must be able to hand out duties. Who holds it only for a time does not count."""
    if role.duty != Duty.TECHNICAL or role.municipality_id or role.until:
        return
    others = OwnerRole.objects.for_county().filter(duty=Duty.TECHNICAL, until=None, person__is_active=True)
    if not others.exclude(person=role.person_id).exists():
        raise LastTechnical
