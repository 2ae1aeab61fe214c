"""Refusals of the room."""

from django.utils.translation import gettext_lazy as _

from regio.core.errors import Forbidden, RegioError, TooMany


class OwnCase(Forbidden):
    """Nobody decides what they asked for or answer for themselves."""

    code = "own_case"
    text = _("This case is about yourself or your organisation. Somebody else decides it.")


class SeenBefore(Forbidden):
    """An appeal is for other eyes than those before (DSA Art. 20 (6))."""

    code = "seen_before"
    text = _("You decided about this before. Somebody else checks it now.")


class CaseClosed(RegioError):
    """Decided or withdrawn meanwhile."""

    code = "case_closed"
    text = _("This case has been closed meanwhile.")


class TakenByAnother(RegioError):
    """A colleague works on it."""

    code = "taken_by_another"
    text = _("A colleague works on this case. You can take it over.")


class UnknownOutcome(RegioError):
    """Not one of the outcomes this case can have."""

    code = "unknown_outcome"
    status = 422
    text = _("Please choose a decision.")


class NeedsReasons(RegioError):
    """Decisions that touch somebody are explained."""

    code = "needs_reasons"
    status = 422
    text = _("Please say why, in words that both sides understand.")


class NeedsGround(RegioError):
    """A measure against content names a law or a term."""

    code = "needs_ground"
    status = 422
    text = _("Please say what the decision rests on: a law or the terms of use.")


class EmptyText(RegioError):
    """Nothing anybody could read."""

    code = "empty_text"
    status = 422
    text = _("Please write something.")


class UnknownPlaceholder(RegioError):
    """A text of reasons may only use the listed placeholders."""

    code = "unknown_placeholder"
    status = 422
    text = _("This text uses a placeholder that does not exist.")


class NothingThere(RegioError):
    """What somebody wants to report does not exist, or not for them."""

    code = "nothing_there"
    status = 404
    text = _("There is nothing here to report. It may have been removed already.")


class CannotAppeal(RegioError):
    """Too late, appealed before, or not a decision one can appeal."""

    code = "cannot_appeal"
    text = _("This decision cannot be checked again: it was checked already, or six months have passed.")


class TooManyReports(TooMany):
    """More reports than people write."""

    code = "too_many_reports"
    text = _("That was a lot at once. Please wait some minutes, then send it again.")
