"""A person's own cases: those they opened, joined, or answer for."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from regio.moderation.choices import Side, State
from regio.moderation.models import Party

if TYPE_CHECKING:
    from regio.accounts.models import User


def open_to_party() -> Q:
    """Who answers for something reported sees the case when it is decided, never before."""
    return Q(side=Side.OPENER) | Q(case__state=State.DECIDED)


def party_of(user: "User", case_id: UUID) -> Party | None:
    """The side of `user` in a case; None for somebody it does not concern."""
    mine = Party.objects.filter(open_to_party(), person=user, case_id=case_id).select_related("case__appeal_of")
    return mine.order_by("pk").first()
