"""What the parties of a case are told, in the language that is active."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from regio.moderation.choices import APPEAL, REPORT, Ground, Side
from regio.moderation.models import Case
from regio.moderation.queries.words import outcome_label
from regio.moderation.registry import kind_named, next_step_of
from regio.moderation.rules import APPEAL_TIME


def decision_title(case: Case, side: str) -> str:
    """Subject of the mail."""
    if case.kind == APPEAL:
        return _("Checked again: %(label)s") % {"label": case.label}
    if side == Side.AUTHOR:
        return _("A decision about: %(label)s") % {"label": case.label}
    return _("Decided: %(label)s") % {"label": case.label}


def decision_text(case: Case, side: str) -> str:
    """The decision in words: what, why, on what ground, and what one can do about it (DSA Art. 16 (5), 17)."""
    return "\n\n".join(part for part in _parts(case, side) if part)


def _parts(case: Case, side: str) -> list[str]:
    reported = case.appeal_of if case.appeal_of else case
    is_report = reported.kind == REPORT
    opening = _opening(case, side, is_report=is_report)
    decision = _("Decision: %(outcome)s.") % {"outcome": outcome_label(case)}
    reasons = _("Reasons: %(reasons)s") % {"reasons": case.reasons} if case.reasons else ""
    ground = _("It rests on: %(ground)s.") % {"ground": Ground(case.ground).label} if case.ground else ""
    people = _("People decided this. No automatic means were used to find or to judge it.") if is_report else ""
    step = next_step_of(reported) if side == Side.OPENER else None
    redress = _redress(case, is_report=is_report)
    return [opening, decision, reasons, ground, people, redress, str(step.text) if step else ""]


def _opening(case: Case, side: str, *, is_report: bool) -> str:
    words = {"label": case.label}
    if case.kind == APPEAL:
        return _("Another person has checked the decision about “%(label)s”.") % words
    if side == Side.AUTHOR:
        return _("Somebody reported something you answer for: “%(label)s”. We have looked at it.") % words
    if is_report:
        return _("Thank you for your report about “%(label)s”. We have looked at it.") % words
    return _("We have decided about “%(label)s”.") % words


def _redress(case: Case, *, is_report: bool) -> str:
    first = case.appeal_of or case
    kind = kind_named(first.kind)
    if kind is None or not kind.can_be_appealed:
        return ""
    until = date_format(localtime(case.decided_at + APPEAL_TIME if case.decided_at else localtime() + APPEAL_TIME))
    own = _("If you do not agree, ask for a check by another person until %(day)s. It costs nothing.") % {"day": until}
    if case.kind == APPEAL:
        own = _("Whoever has not asked for a check yet can do so until %(day)s.") % {"day": until}
    if not is_report:
        return own
    outside = _("You can also turn to a certified out-of-court dispute settlement body, or to a court.")
    return f"{own} {outside}"


def receipt_text(case: Case) -> str:
    """Receipt of a report or an appeal, at once (DSA Art. 16 (4))."""
    if case.kind == APPEAL:
        said = _("We have received your request to check the decision about “%(label)s”. Another person looks at it.")
    else:
        said = _("We have received your report about “%(label)s”. People look at it and tell you what they decide.")
    return said % {"label": case.label}


def question_text(case: Case, question: str) -> str:
    """The desk asks the opener back."""
    said = _("We have a question about “%(label)s”:") % {"label": case.label}
    return f"{said}\n\n{question}\n\n" + _("Please answer on the page of your case. We go on when you have.")
