"""What this room knows of a person (GDPR Art. 15, 20)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Lower

from regio.accounts.queries import addresses_of
from regio.core.privacy import Part
from regio.organisations.models import ClaimCode, Invitation, JoinRequest, Membership
from regio.organisations.queries.done import done_by, named_in
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
    addresses = {address.lower() for address in addresses_of(person)}
    for_me = Q(to__in=addresses) | Q(accepted_by=person)
    invited = Invitation.objects.annotate(to=Lower("email")).filter(for_me).select_related("organisation")
    invitations: list[dict[str, object]] = [
        {"organisation": one.organisation.name, "email": one.email, "role": one.role, "at": one.created_at.isoformat()}
        for one in invited.order_by("pk")
    ]
    codes: list[dict[str, object]] = [
        {"organisation": one.organisation.name, "sent_at": one.sent_at.isoformat()}
        for one in ClaimCode.objects.filter(person=person).select_related("organisation")
    ]
    yield Part("organisations/requests.json", requests)
    yield Part("organisations/invitations.json", invitations)
    yield Part("organisations/codes.json", codes)
    yield Part("organisations/named.json", named_in(person, addresses))
    yield Part("organisations/done.json", done_by(person))
    yield from parts_of_follows(person)
    yield from parts_of_letters(person)
