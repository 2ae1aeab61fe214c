"""Who acts for an organisation and who will."""

from dataclasses import dataclass

from regio.core.time import now
from regio.organisations.models import Handover, Invitation, JoinRequest, Membership, Organisation, Right


@dataclass(frozen=True, slots=True)
class Team:
    """What managers see. Rights that are over are left out."""

    members: list[Membership]
    rights: dict[int, list[Right]]
    invitations: list[Invitation]
    requests: list[JoinRequest]
    handover: Handover | None


def team_of(organisation: Organisation) -> Team:
    """Everybody, in the order they came."""
    members = list(Membership.objects.filter(organisation=organisation).select_related("person").order_by("pk"))
    rights: dict[int, list[Right]] = {}
    for right in Right.objects.filter(membership__in=members, until__gt=now()).order_by("until"):
        rights.setdefault(right.membership_id, []).append(right)
    pending = Invitation.objects.filter(organisation=organisation, accepted_at=None, revoked_at=None)
    requests = JoinRequest.objects.filter(organisation=organisation).select_related("person").order_by("at")
    return Team(
        members, rights, list(pending.filter(expires_at__gt=now()).order_by("pk")), list(requests),
        handover_of(organisation),
    )  # fmt: skip


def handover_of(organisation: Organisation) -> Handover | None:
    """The offer that waits for an answer."""
    return Handover.objects.select_related("giver", "taker").filter(organisation=organisation).first()


def member_to_edit(organisation: Organisation, key: int) -> Membership | None:
    """One of its members; those of others do not exist."""
    found = Membership.objects.select_related("person", "organisation").filter(organisation=organisation, pk=key)
    return found.first()


def right_to_edit(membership: Membership, key: int) -> Right | None:
    """One of the member's rights."""
    return (
        Right.objects.select_related("membership__person", "membership__organisation")
        .filter(membership=membership, pk=key)
        .first()
    )


def invitation_to_edit(organisation: Organisation, key: int) -> Invitation | None:
    """One of its invitations."""
    return Invitation.objects.select_related("organisation").filter(organisation=organisation, pk=key).first()


def request_to_edit(organisation: Organisation, key: int) -> JoinRequest | None:
    """One who wants to join."""
    return (
        JoinRequest.objects.select_related("organisation", "person").filter(organisation=organisation, pk=key).first()
    )


def invitation_with(token_hash: str) -> Invitation | None:
    """An open invitation, for the page that asks whether to accept."""
    found = Invitation.objects.select_related("organisation", "invited_by").filter(
        token_hash=token_hash, accepted_at=None, revoked_at=None, expires_at__gt=now()
    )
    return found.first()
