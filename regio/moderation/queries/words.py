"""Outcomes in words."""

from django.utils.translation import gettext as _

from regio.moderation.choices import REPORT, UPHELD, Measure
from regio.moderation.models import Case
from regio.moderation.registry import kind_named, outcomes_of


def outcome_label(case: Case) -> str:
    """The outcome of `case` in words, as both sides read it."""
    if case.outcome == UPHELD:
        return _("The decision stays")
    done = {
        Measure.HIDE: _("The content was taken down"),
        Measure.RESTRICT: _("The content was restricted"),
        Measure.WARN: _("The content stays, with a warning to whoever answers for it"),
        Measure.NONE: _("The content stays"),
    }
    if (case.appeal_of or case).kind == REPORT and case.outcome in done:
        return done[Measure(case.outcome)]
    return str(_label_in_registry(case))


def _label_in_registry(case: Case) -> object:
    if (kind := kind_named(case.kind)) is None:
        return case.outcome
    known = dict(outcomes_of(case)) | dict(kind.outcomes)  # what was decided, not what could be decided now
    if case.appeal_of and (first := kind_named(case.appeal_of.kind)):
        known |= dict(first.outcomes)
    found = known.get(case.outcome)
    return found.label if found else case.outcome
