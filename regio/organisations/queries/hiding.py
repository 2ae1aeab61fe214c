"""An organisation that the desk has hidden, as its own people see it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from regio.moderation.choices import REPORT, Measure, State
from regio.moderation.models import Case
from regio.moderation.queries.parties import party_of
from regio.organisations.models import Hiding, Organisation
from regio.organisations.queries.photos import KIND

if TYPE_CHECKING:
    from regio.accounts.models import User


@dataclass(frozen=True, slots=True)
class Hidden:
    """Why, in the words of the desk, and where one can ask for another look; empty for whoever was not told."""

    reasons: str
    url: str


def hidden_for(user: "User", organisation: Organisation) -> Hidden | None:
    """None when it is not hidden."""
    if not Hiding.objects.filter(organisation=organisation).exists():
        return None
    decided = Case.objects.filter(about_kind=KIND, about_key=str(organisation.pk), kind=REPORT, state=State.DECIDED)
    case = decided.filter(outcome=Measure.HIDE).order_by("-decided_at").first()
    if case is None:
        return Hidden("", "")
    return Hidden(case.reasons, reverse("report:case", args=[case.pk]) if party_of(user, case.pk) else "")
