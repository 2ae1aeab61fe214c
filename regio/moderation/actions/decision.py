"""The decision: by one of the owner's people, or by two where four eyes were chosen."""

from typing import TYPE_CHECKING

from django.db import transaction

from regio.audit.actions import record
from regio.core.permissions import require
from regio.core.text import many_lines
from regio.core.time import now
from regio.moderation.actions.case import locked
from regio.moderation.actions.telling import tell_decision, tell_second
from regio.moderation.choices import Ground, State
from regio.moderation.errors import NeedsGround, NeedsReasons, OwnCase, SeenBefore, TakenByAnother, UnknownOutcome
from regio.moderation.models import Case
from regio.moderation.registry import kind_of, outcomes_of
from regio.moderation.rules import LONGEST, has_seen_before, is_concerned, is_on_duty, needs_second

if TYPE_CHECKING:
    from regio.accounts.models import User


@transaction.atomic
def decide(case: Case, *, outcome: str, reasons: str, by: "User", ground: str = "") -> Case:
    """End `case`: carry it out, tell everybody concerned with reasons, write the trail. All or nothing.

    With four eyes the first call proposes; the decision is final when another person says exactly the same, and anything
    else they say becomes the new proposal. Refuses own cases, and appeals by those who decided before.
    """
    require(is_on_duty(by, case))
    if is_concerned(by, case):
        raise OwnCase
    if has_seen_before(by, case):
        raise SeenBefore
    case = locked(case)
    if case.taken_by and case.taken_by_id != by.pk and is_on_duty(case.taken_by, case):
        raise TakenByAnother
    said = _checked(case, outcome=outcome, reasons=reasons, ground=ground)
    if needs_second(case) and not _is_confirmed(case, said, by=by):
        return _propose(case, said, by=by)
    return _finish(case, said, by=by)


type Said = tuple[str, str, str]


def _checked(case: Case, *, outcome: str, reasons: str, ground: str) -> Said:
    """Outcome, reasons and ground as they are kept."""
    found = outcomes_of(case).get(outcome)
    if found is None:
        raise UnknownOutcome
    reasons = many_lines(reasons)[:LONGEST]
    if found.needs_reasons and not reasons:
        raise NeedsReasons
    if found.needs_ground and ground not in Ground:
        raise NeedsGround
    return outcome, reasons, ground if found.needs_ground else ""


def _is_confirmed(case: Case, said: Said, *, by: "User") -> bool:
    """Another person says the same as the one who proposed."""
    proposed = (case.outcome, case.reasons, case.ground)
    return case.state == State.PROPOSED and case.proposed_by_id not in (None, by.pk) and proposed == said


def _propose(case: Case, said: Said, *, by: "User") -> Case:
    case.outcome, case.reasons, case.ground = said
    case.state, case.proposed_by, case.taken_by = State.PROPOSED, by, None
    case.save(update_fields=["outcome", "reasons", "ground", "state", "proposed_by", "taken_by"])
    record("moderation.case_proposed", by=by, of=case, outcome=case.outcome)
    tell_second(case)
    return case


def _finish(case: Case, said: Said, *, by: "User") -> Case:
    case.outcome, case.reasons, case.ground = said
    case.state, case.decided_by, case.decided_at = State.DECIDED, by, now()
    case.save(update_fields=["outcome", "reasons", "ground", "state", "decided_by", "decided_at"])
    kind_of(case).carry_out(case, case.outcome, by)
    record("moderation.case_decided", by=by, of=case, kind=case.kind, outcome=case.outcome, about=case.about_kind)
    tell_decision(case)
    return case
