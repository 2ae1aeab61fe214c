"""The desk asks back, the opener answers, colleagues leave remarks."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.functional import lazy

from regio.audit.actions import record
from regio.core.permissions import require
from regio.core.text import many_lines
from regio.moderation.actions.case import locked
from regio.moderation.actions.telling import tell_opener, tell_taker
from regio.moderation.choices import State
from regio.moderation.emails import question_text
from regio.moderation.errors import EmptyText
from regio.moderation.models import Case, Remark
from regio.moderation.rules import LONGEST, can_answer, can_decide

if TYPE_CHECKING:
    from regio.accounts.models import User


@transaction.atomic
def ask_back(case: Case, text: str, *, by: "User") -> Remark:
    """Ask the opener something; they are told, and the case waits for them. Texts never enter the trail."""
    require(can_decide(by, case))
    case, text = locked(case), _checked(text)
    remark = Remark.objects.create(case=case, by=by, is_from_desk=True, text=text)
    case.state, case.taken_by = State.ASKED, by
    case.save(update_fields=["state", "taken_by"])
    record("moderation.asked_back", by=by, of=case)
    tell_opener(case, kind="moderation.asked", text=lazy(question_text, str)(case, text))
    return remark


@transaction.atomic
def answer(case: Case, text: str, *, by: "User | None") -> Remark:
    """The opener answers; the case goes on. `by` None: somebody without account, whose signed link the caller has checked."""
    require(can_answer(by, case))
    case, text = locked(case), _checked(text)
    require(can_answer(by, case))
    remark = Remark.objects.create(case=case, by=by, is_from_desk=False, text=text)
    case.state = State.OPEN
    case.save(update_fields=["state"])
    record("moderation.answered", by=by, of=case)
    tell_taker(case)
    return remark


@transaction.atomic
def add_remark(case: Case, text: str, *, by: "User") -> Remark:
    """Something for the colleagues only; possible at any time, also when the case is closed."""
    require(can_decide(by, case))
    remark = Remark.objects.create(case=case, by=by, is_from_desk=True, is_internal=True, text=_checked(text))
    record("moderation.remarked", by=by, of=case)
    return remark


def _checked(text: str) -> str:
    if not (text := many_lines(text)[:LONGEST]):
        raise EmptyText
    return text
