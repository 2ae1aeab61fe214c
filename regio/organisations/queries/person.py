"""What this room knows of a person (GDPR Art. 15, 20)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from regio.core.privacy import Part
from regio.organisations.models import ClaimCode, Imprint, Invitation, JoinRequest, Membership
from regio.organisations.queries.follow import parts_of_follows
from regio.organisations.queries.letters import parts_of_letters

if TYPE_CHECKING:
    from regio.accounts.models import User


def parts_about(person: "User") -> Iterator[Part]:
    """Memberships with rights, requests, invitations, codes asked for. Claims are with the cases (moderation)."""
    held = Membership.objects.filter(person=person).select_related("organisation").prefetch_related("rights")
    memberships: list[dict[str, object]] = [
        {
            "organisation": one.organisation.name,
            "role": one.role,
            "since": one.since.isoformat(),
            "rights": [{"right": right.right, "until": right.until.isoformat()} for right in one.rights.all()],
        }
        for one in held.order_by("pk")
    ]
    yield Part("organisations/memberships.json", memberships)
    asked = JoinRequest.objects.filter(person=person).select_related("organisation")
    requests: list[dict[str, object]] = [
        {"organisation": one.organisation.name, "statement": one.statement, "at": one.at.isoformat()} for one in asked
    ]
    invited = Invitation.objects.filter(email__iexact=person.email).select_related("organisation")
    invitations: list[dict[str, object]] = [
        {"organisation": one.organisation.name, "role": one.role, "at": one.created_at.isoformat()} for one in invited
    ]
    codes: list[dict[str, object]] = [
        {"organisation": one.organisation.name, "sent_at": one.sent_at.isoformat()}
        for one in ClaimCode.objects.filter(person=person).select_related("organisation")
    ]
    certified: list[dict[str, object]] = [
        {"organisation": one.organisation.name, "at": str(one.trader_certified_at)}
        for one in Imprint.objects.filter(trader_certified_by=person).select_related("organisation")
    ]
    yield Part("organisations/requests.json", requests)
    yield Part("organisations/invitations.json", invitations)
    yield Part("organisations/codes.json", codes)
    yield Part("organisations/imprints.json", certified)
    yield from parts_of_follows(person)
    yield from parts_of_letters(person)
