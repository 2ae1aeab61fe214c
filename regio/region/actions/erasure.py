"""Forgetting a person (GDPR Art. 17)."""

from typing import TYPE_CHECKING

from regio.region.models import DutyProposal, LegalText, OwnerRole

if TYPE_CHECKING:
    from regio.accounts.models import User


def erase_person(person: "User") -> None:
    """Part of an action of the accounts: duties go, and what they granted or published no longer says by whom."""
    OwnerRole.objects.filter(person=person).delete()
    OwnerRole.objects.filter(granted_by=person).update(granted_by=None)
    DutyProposal.objects.filter(person=person).delete()
    DutyProposal.objects.filter(proposed_by=person).delete()
    LegalText.objects.filter(published_by=person).update(published_by=None)
