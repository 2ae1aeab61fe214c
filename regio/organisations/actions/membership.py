"""Who acts for an organisation."""

from typing import TYPE_CHECKING

from django.db import transaction

from regio import live
from regio.audit import actions as audit
from regio.core.permissions import require
from regio.core.time import now
from regio.live.streams import EVERY
from regio.moderation.actions import leave_sides
from regio.notifications.actions import forget_circles
from regio.organisations.choices import Role
from regio.organisations.errors import LastManager, NotAMember
from regio.organisations.models import Invitation, Membership, Organisation
from regio.organisations.rules import can_leave, can_manage_members

if TYPE_CHECKING:
    from regio.accounts.models import User


@transaction.atomic
def add_member(organisation: Organisation, *, person: "User", role: str, by: "User | None") -> Membership:
    """Let `person` act for `organisation` in `role`. Who belongs to it already keeps the role they have."""
    require(can_manage_members(by, organisation))
    membership, is_new = Membership.objects.get_or_create(
        organisation=organisation, person=person, defaults={"role": Role(role)}
    )
    if is_new:
        audit.record("organisations.member_added", by=by, of=organisation, person=person.pk, role=membership.role)
    return membership


@transaction.atomic
def change_role(organisation: Organisation, *, person: "User", role: str, by: "User | None") -> Membership:
    """Give a member another role. The last manager stays one; who may no longer answer hears nothing more."""
    require(can_manage_members(by, organisation))
    membership = _locked(organisation, person)
    before, membership.role = membership.role, Role(role)
    if before == membership.role:
        return membership
    if before == Role.MANAGER:
        _guard_last_manager(organisation, person)
    membership.save(update_fields=["role"])
    audit.record(
        "organisations.role_changed", by=by, of=organisation, person=person.pk, before=before, role=membership.role
    )
    if membership.role == Role.MEMBER:
        end_answering(organisation, person)
    elif before == Role.MANAGER:
        forget_circles(person)
    if before == Role.MANAGER:
        end_invitations(organisation, person, by=by)
    return membership


@transaction.atomic
def remove_member(organisation: Organisation, *, person: "User", by: "User | None") -> None:
    """End `person` acting for `organisation`, by a manager or by themselves. The last manager stays.

    Open pages of the person hear nothing more of the organisation once this commits.
    """
    require(can_manage_members(by, organisation) or can_leave(by, person))
    membership = _locked(organisation, person)
    if membership.role == Role.MANAGER:
        _guard_last_manager(organisation, person)
        end_invitations(organisation, person, by=by)
    membership.delete()
    audit.record("organisations.member_removed", by=by, of=organisation, person=person.pk)
    end_answering(organisation, person)


def _locked(organisation: Organisation, person: "User") -> Membership:
    # The organisation's row is locked first, so that two managers cannot remove each other at the same moment.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    found = Membership.objects.filter(organisation=organisation, person=person).first()
    if found is None:
        raise NotAMember
    return found


def _guard_last_manager(organisation: Organisation, person: "User") -> None:
    others = Membership.objects.filter(organisation=organisation, role=Role.MANAGER, person__is_active=True)
    if not others.exclude(person=person).exists():
        raise LastManager


def end_answering(organisation: Organisation, person: "User") -> None:
    """Part of an action: `person` hears and writes nothing more as the organisation.

    All their open pages ask anew what they may hear: nobody has to know which streams a page about it holds. What they
    were told as one of its people goes, mails that wait included, and so do their decided cases as one who answers for it.
    """
    live.cut_on_commit(EVERY, user_id=person.pk)
    forget_circles(person)
    leave_sides(person)


def end_invitations(organisation: Organisation, person: "User", *, by: "User | None") -> None:
    """Part of an action. Who is put out of the management leaves no door open behind them; who goes by themselves may."""
    if by is None or by.pk != person.pk:
        theirs = Invitation.objects.filter(
            organisation=organisation, invited_by=person, accepted_at=None, revoked_at=None
        )
        theirs.update(revoked_at=now())
