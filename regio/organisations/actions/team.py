"""Ways into a team and out of it: invited, asked to join, handed over. Single rights for a time."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regio.audit import actions as audit
from regio.core.permissions import require
from regio.core.time import now
from regio.notifications.actions import tell, tell_address
from regio.organisations.actions.membership import add_member, change_role, end_answering
from regio.organisations.choices import RightName, Role
from regio.organisations.errors import AlreadyMember, Enough, InvitationGone, NotAMember, TooLate, WrongAddress
from regio.organisations.models import Handover, Invitation, JoinRequest, Membership, Organisation, Right
from regio.organisations.rules import can_answer_for, can_ask_to_join, can_manage_members, role_of

if TYPE_CHECKING:
    from regio.accounts.models import User

LIVES = timedelta(days=14)
MOST_OPEN = 50
LONGEST_RIGHT = timedelta(days=366)
_ORDER = {Role.MEMBER: 0, Role.EDITOR: 1, Role.MANAGER: 2}


@transaction.atomic
def invite(organisation: Organisation, *, email: str, role: str, by: "User | None") -> Invitation:
    """Mail an invitation that can be used once within 14 days, by whoever proves the address. A newer one replaces it."""
    require(can_manage_members(by, organisation) and not _is_own_way_in(organisation, email, by=by))
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if Membership.objects.filter(organisation=organisation, person__email__iexact=email).exists():
        raise AlreadyMember
    pending = Invitation.objects.filter(organisation=organisation, accepted_at=None, revoked_at=None)
    pending.filter(email__iexact=email).update(revoked_at=now())
    if pending.count() >= MOST_OPEN:
        raise Enough
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organisation=organisation, email=email, role=Role(role), token_hash=hash_of(token), invited_by=by,
        expires_at=now() + LIVES,
    )  # fmt: skip
    audit.record("organisations.invited", by=by, of=organisation, invitation=invitation.pk, role=invitation.role)
    tell_address(
        email,
        title=_("Invitation: work for %(name)s") % {"name": organisation.name},
        text=_("You are invited to act for %(name)s. The invitation holds for 14 days and can be used once.")
        % {"name": organisation.name},
        url=reverse("organisations:invitation", args=[token]),
    )
    return invitation


def _is_own_way_in(organisation: Organisation, email: str, *, by: "User | None") -> bool:
    """The owner's people let others in, never themselves: they claim like everybody, and a colleague decides."""
    if by is None or role_of(by, organisation):  # who belongs to it is told so
        return False
    return EmailAddress.objects.filter(user=by, email__iexact=email).exists()


def hash_of(token: str) -> str:
    """What is stored of a token: whoever reads the table cannot use it."""
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: "User | None") -> None:
    """It cannot be used any more. Used ones stay used."""
    require(can_manage_members(by, invitation.organisation))
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at is None and locked.revoked_at is None:
        locked.revoked_at = now()
        locked.save(update_fields=["revoked_at"])
        audit.record("organisations.invitation_revoked", by=by, of=invitation.organisation, invitation=locked.pk)


@transaction.atomic
def accept_invitation(token: str, *, by: "User") -> Organisation:
    """`by` joins, having proven the invited address. Once: of many at the same moment one is served.

    Raises InvitationGone for used, revoked, old and unknown ones, WrongAddress for who has not proven the address.
    """
    invitation = Invitation.objects.select_for_update().filter(token_hash=hash_of(token)).first()
    if invitation is None or not is_open(invitation):
        raise InvitationGone
    proven = EmailAddress.objects.filter(user=by, verified=True, email__iexact=invitation.email)
    if not by.is_active or not proven.exists():
        raise WrongAddress
    invitation.accepted_at, invitation.accepted_by = now(), by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    organisation = invitation.organisation
    audit.record("organisations.invitation_accepted", by=by, of=organisation, invitation=invitation.pk)
    _let_in(organisation, by, invitation.role, by=None)
    JoinRequest.objects.filter(organisation=organisation, person=by).delete()
    if invitation.invited_by:
        tell(
            invitation.invited_by,
            kind="organisations.joined",
            title=_("%(person)s now acts for %(name)s") % {"person": by.name, "name": organisation.name},
            text=_("Your invitation was accepted."),
            url=reverse("organisations:edit_team", args=[organisation.slug]),
            mail=False,
            circle=f"managers-{organisation.pk}",
        )
    return organisation


def is_open(invitation: Invitation) -> bool:
    """Not used, not revoked, not too old."""
    return invitation.accepted_at is None and invitation.revoked_at is None and invitation.expires_at > now()


@transaction.atomic
def ask_to_join(organisation: Organisation, *, statement: str, by: "User") -> JoinRequest:
    """Ask the managers; asking again changes the words only."""
    require(can_ask_to_join(by, organisation))
    asked, is_new = JoinRequest.objects.update_or_create(
        organisation=organisation, person=by, defaults={"statement": statement}
    )
    if is_new:
        audit.record("organisations.join_asked", by=by, of=organisation)
        for manager in managers_of(organisation):
            tell(
                manager,
                kind="organisations.join_asked",
                title=_("%(person)s wants to act for %(name)s") % {"person": by.name, "name": organisation.name},
                text=_("Please accept or decline."),
                url=reverse("organisations:edit_team", args=[organisation.slug]),
                circle=f"managers-{organisation.pk}",
            )
    return asked


@transaction.atomic
def answer_join_request(asked: JoinRequest, *, role: str, by: "User | None") -> None:
    """Let the person in as `role`, or decline with an empty one. They are told. InvitationGone when somebody was faster."""
    require(can_manage_members(by, asked.organisation) and (by is None or by.pk != asked.person_id))
    organisation, person = asked.organisation, asked.person
    if not JoinRequest.objects.filter(pk=asked.pk).delete()[0]:
        raise InvitationGone
    if role:
        _let_in(organisation, person, role, by=by)
        text, url = _("You now act for this organisation."), reverse("organisations:join", args=[organisation.slug])
    else:
        audit.record("organisations.join_declined", by=by, of=organisation, person=person.pk)
        text, url = _("The organisation did not accept your request."), ""
    tell(person, kind="organisations.join_answered", title=organisation.name, text=text, url=url)


def _let_in(organisation: Organisation, person: "User", role: str, *, by: "User | None") -> None:
    """New members get the role; who belongs to it already only ever rises."""
    membership = add_member(organisation, person=person, role=role, by=by)
    if _ORDER[Role(role)] > _ORDER[Role(membership.role)]:
        change_role(organisation, person=person, role=role, by=by)


@transaction.atomic
def offer_handover(organisation: Organisation, *, taker: "User", by: "User") -> Handover:
    """The manager `by` offers the management to a colleague; nothing changes until they agree."""
    require(role_of(by, organisation) == Role.MANAGER)
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if taker.pk == by.pk or not role_of(taker, organisation):
        raise NotAMember
    offered, _new = Handover.objects.update_or_create(
        organisation=organisation, defaults={"giver": by, "taker": taker, "at": now()}
    )
    audit.record("organisations.handover_offered", by=by, of=organisation, person=taker.pk)
    tell(
        taker,
        kind="organisations.handover",
        title=_("Will you manage %(name)s?") % {"name": organisation.name},
        text=_("%(person)s wants to hand the management over to you.") % {"person": by.name},
        url=reverse("organisations:join", args=[organisation.slug]),
        circle=f"team-{organisation.pk}",
    )
    return offered


@transaction.atomic
def answer_handover(organisation: Organisation, *, accept: bool, by: "User") -> None:
    """The colleague agrees or not; the giver may take it back. Then the giver is an editor."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    offered = Handover.objects.select_related("giver", "taker").filter(organisation=organisation).first()
    if offered is None:
        raise InvitationGone
    require(by.pk == offered.taker_id or (not accept and by.pk == offered.giver_id))
    giver, taker = offered.giver, offered.taker
    offered.delete()
    if not accept:
        audit.record("organisations.handover_declined", by=by, of=organisation)
        return
    if role_of(giver, organisation) != Role.MANAGER or not role_of(taker, organisation):
        raise InvitationGone
    change_role(organisation, person=taker, role=Role.MANAGER, by=giver)
    change_role(organisation, person=giver, role=Role.EDITOR, by=giver)
    audit.record("organisations.handed_over", by=by, of=organisation, giver=giver.pk, taker=taker.pk)
    title = _("%(person)s now manages %(name)s") % {"person": taker.name, "name": organisation.name}
    tell(
        giver,
        kind="organisations.handover",
        title=title,
        text=_("You stay as an editor."),
        circle=f"team-{organisation.pk}",
    )


@transaction.atomic
def grant_right(membership: Membership, *, right: str, until: datetime, by: "User | None") -> Right:
    """A single right until a moment within a year. Nothing has to end it."""
    require(can_manage_members(by, membership.organisation))
    if not now() < until <= now() + LONGEST_RIGHT:
        raise TooLate
    granted, _new = Right.objects.update_or_create(
        membership=membership, right=RightName(right), defaults={"until": until, "granted_by": by}
    )
    audit.record(
        "organisations.right_granted", by=by, of=membership.organisation, person=membership.person_id, right=right,
        until=until.isoformat(),
    )  # fmt: skip
    return granted


@transaction.atomic
def take_right(right: Right, *, by: "User | None") -> None:
    """End a single right before its time. Who may no longer answer hears nothing more."""
    membership = right.membership
    require(can_manage_members(by, membership.organisation))
    right.delete()
    audit.record(
        "organisations.right_taken", by=by, of=membership.organisation, person=membership.person_id, right=right.right
    )
    if not can_answer_for(membership.person, membership.organisation):
        end_answering(membership.organisation, membership.person)


def managers_of(organisation: Organisation) -> "Iterable[User]":
    """Everybody who is told about the team."""
    found = Membership.objects.filter(organisation=organisation, role=Role.MANAGER, person__is_active=True)
    return [membership.person for membership in found.select_related("person")]
