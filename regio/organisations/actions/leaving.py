"""Somebody leaves the owner's service: what they held in offices and town halls ends too."""

from typing import TYPE_CHECKING

from regio.audit import actions as audit
from regio.core.permissions import require
from regio.organisations.actions.membership import end_answering, end_invitations
from regio.organisations.choices import Kind
from regio.organisations.models import Membership, Organisation
from regio.region.rules import can_grant_duties

if TYPE_CHECKING:
    from regio.accounts.models import User


def offices_of(person: "User") -> list[str]:
    """What they act for, in words."""
    found = Membership.objects.filter(person=person, organisation__kind=Kind.ADMINISTRATION)
    rows = found.select_related("organisation").order_by("organisation__sort_key")
    return [f"{one.organisation.name}, {one.get_role_display()}" for one in rows]


def end_offices_of(person: "User", by: "User | None") -> None:
    """Part of an action of the region. The last manager goes too: whoever comes next takes the entry over by the desk."""
    require(can_grant_duties(by))
    held = Organisation.objects.filter(kind=Kind.ADMINISTRATION, memberships__person=person)
    for organisation in held.select_for_update(of=("self",)).order_by("pk"):
        Membership.objects.filter(organisation=organisation, person=person).delete()
        end_invitations(organisation, person, by=by)
        audit.record("organisations.member_removed", by=by, of=organisation, person=person.pk)
        end_answering(organisation, person)
