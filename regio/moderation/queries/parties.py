"""A person's own cases: those they opened, joined, or answer for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from regio.files.choices import Purpose
from regio.files.queries.shown import Shown, files_of
from regio.moderation.choices import PENDING, Ground, Side, State
from regio.moderation.models import Case, Party, Remark
from regio.moderation.queries.cases import TAGS
from regio.moderation.queries.words import outcome_label
from regio.moderation.registry import NextStep, Subject, Text, kind_named, next_step_of, target_named
from regio.moderation.rules import APPEAL_TIME, can_appeal, can_withdraw, is_first_party, newest_decision

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from regio.accounts.models import User

MOST = 100


@dataclass(frozen=True, slots=True)
class Mine:
    """One case as somebody concerned sees it."""

    case: Case
    party: Party
    kind: Text
    state: str
    tag: str


@dataclass(frozen=True, slots=True)
class Check:
    """A decision about the case: the first, or an appeal's."""

    is_first: bool
    outcome: str
    reasons: str
    ground: Text
    at: "datetime"


@dataclass(frozen=True, slots=True)
class View:
    """The page of a case for one side."""

    mine: Mine
    is_opener: bool
    is_author: bool
    remarks: list[Remark]
    files: list[Shown]
    decisions: list[Check]
    waiting_appeals: Sequence[Case]
    may_withdraw: bool
    may_answer: bool
    may_appeal: bool
    may_show: bool  # add evidence
    appeal_until: "datetime | None"
    next_step: NextStep | None


def open_to_party() -> Q:
    """Who answers for something reported sees the case when it is decided, never before."""
    return Q(side=Side.OPENER) | Q(case__state=State.DECIDED)


def _parties() -> Q:
    return open_to_party() & Q(withdrawn_at=None) | Q(side=Side.OPENER)


def party_of(user: "User", case_id: UUID) -> Party | None:
    """The side of `user` in a case; None for somebody it does not concern."""
    mine = Party.objects.filter(_parties(), person=user, case_id=case_id).select_related("case__appeal_of", "person")
    return mine.order_by("pk").first()


def party_by_link(pks: Sequence[int], case_id: UUID) -> Party | None:
    """The side of somebody without account, whose signed links were `pks`."""
    mine = Party.objects.filter(pk__in=pks, case_id=case_id, person=None)
    return mine.select_related("case__appeal_of").order_by("pk").first()


def cases_of(user: "User") -> list[Mine]:
    """Newest first. Appeals stand on the page of the case they are about."""
    found = Party.objects.filter(_parties(), person=user, case__appeal_of=None).select_related("case", "person")
    return [mine_of(party) for party in found.order_by("-joined_at")[:MOST]]


def mine_of(party: Party) -> Mine:
    """With state in plain words."""
    case, kind = party.case, kind_named(party.case.kind)
    state = _("Withdrawn") if party.withdrawn_at else state_words(case)
    return Mine(case, party, kind.label if kind else case.kind, state, TAGS[State(case.state)])


def state_words(case: Case) -> str:
    """Where it stands, as the person asks it."""
    words = {
        State.OPEN: _("We look at it"),
        State.ASKED: _("We need an answer from you"),
        State.PROPOSED: _("A second person looks at it"),
        State.WITHDRAWN: _("Withdrawn"),
    }
    return words.get(State(case.state)) or outcome_label(case)


def view_of(party: Party) -> View:
    """Everything one side may see of its case. Nothing of the other side's names and words."""
    case = party.case
    is_first = is_first_party(party)
    newest = newest_decision(case)
    pending = list(case.appeals.filter(state__in=PENDING, opened_by=party.person_id, opened_email=party.email))
    return View(
        mine=mine_of(party),
        is_opener=is_first,
        is_author=party.side == Side.AUTHOR,
        remarks=list(case.remarks.filter(is_internal=False).order_by("at", "pk")) if is_first else [],
        files=files_of(("moderation.case", str(case.pk)), purpose=Purpose.EVIDENCE) if is_first else [],
        decisions=_decisions(case),
        waiting_appeals=pending,
        may_withdraw=can_withdraw(party),
        may_answer=is_first and case.state == State.ASKED,
        may_appeal=can_appeal(party, decided_at=newest),
        may_show=is_first and party.person_id is not None and case.state in PENDING,
        appeal_until=newest + APPEAL_TIME if newest else None,
        next_step=next_step_of(case) if is_first and party.person_id is not None else None,
    )


def _decisions(case: Case) -> list[Check]:
    decided = [case] if case.decided_at else []
    decided += list(case.appeals.filter(state=State.DECIDED).select_related("appeal_of").order_by("decided_at"))
    return [
        Check(
            one is case, outcome_label(one), one.reasons, Ground(one.ground).label if one.ground else "", one.decided_at
        )
        for one in decided
        if one.decided_at
    ]


def subject_of(user: "User | AnonymousUser", what: tuple[str, str]) -> Subject | None:
    """What somebody wants to report, as they see it; None for what does not exist for them."""
    target = target_named(what[0])
    return target.find(user, what[1]) if target and what[1] else None
