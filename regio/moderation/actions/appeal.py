"""Either side asks for a check; another person than those before decides (DSA Art. 20)."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from regio.core.text import many_lines
from regio.moderation.actions.case import open_case
from regio.moderation.actions.telling import tell_party
from regio.moderation.choices import APPEAL, UPHELD
from regio.moderation.emails import receipt_text
from regio.moderation.errors import CannotAppeal, EmptyText
from regio.moderation.models import Case, Party
from regio.moderation.registry import CaseKind, Outcome, kind_of, outcomes_of
from regio.moderation.rules import LONGEST, can_appeal, newest_decision, outcome_in_force
from regio.region.choices import Duty

if TYPE_CHECKING:
    from regio.accounts.models import User


@transaction.atomic
def appeal(party: Party, statement: str) -> Case:
    """One side asks for a check of the decision about its case. Refuses what `can_appeal` refuses; receipt at once."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=party.case_id)
    party.case = case
    if not can_appeal(party, decided_at=newest_decision(case)):
        raise CannotAppeal
    if not (statement := many_lines(statement)[:LONGEST]):
        raise EmptyText
    found = open_case(
        APPEAL,
        by=party.person,
        about=("moderation.case", str(case.pk)),
        label=case.label,
        url=case.url,
        municipality=case.municipality,
        statement=statement,
        email=party.email,
        name=party.name,
        appeal_of=case,
        data={"side": party.side},
    )
    receipt = lazy(receipt_text, str)(found)
    title = _("Your request has arrived")
    tell_party(party, case=case, kind="moderation.received", title=title, text=receipt)
    return found


def carry_out(case: Case, outcome: str, by: "User") -> None:
    """A decision that does not stay is replaced by another one of its kind."""
    first = case.appeal_of
    assert first
    if outcome != UPHELD:
        kind_of(first).carry_out(first, outcome, by)


def offers(case: Case) -> dict[str, Outcome]:
    """The decision stays, or is replaced by another that the case could have had."""
    first = case.appeal_of
    if first is None:
        return {}
    stands = outcome_in_force(first)
    return OUTCOMES | {word: outcome for word, outcome in outcomes_of(first).items() if word != stands}


OUTCOMES: dict[str, Outcome] = {UPHELD: Outcome(_("The decision stays"))}
KIND = CaseKind(
    name=APPEAL,
    label=_("Check of a decision"),
    duty=Duty.MODERATOR,  # of an appeal counts the duty of the kind before: rules.duty_of
    outcomes=OUTCOMES,
    carry_out=carry_out,
    panel="moderation/_appeal.html",
    offers=offers,
)
