"""Refusals of the room."""

from django.utils.translation import gettext_lazy as _

from regio.core.errors import RegioError


class LastManager(RegioError):
    """An organisation must stay reachable and responsible (§ 5 DDG)."""

    code = "last_manager"
    text = _("This is the last manager. Please name another one first.")


class NotAMember(RegioError):
    """Nothing to change."""

    code = "not_a_member"
    text = _("This person does not belong to the organisation.")


class NotComplete(RegioError):
    """Nothing becomes public before its imprint data is complete (DESIGN §8)."""

    code = "imprint_missing"
    text = _("Please complete the imprint before publishing.")


class ImprintNeeded(RegioError):
    """What is public stays complete (§ 5 DDG)."""

    code = "imprint_needed"

    def __init__(self, label: object) -> None:
        words = {"field": label}
        self.text = _("As long as the page is public, the imprint needs this: %(field)s.") % words
        super().__init__(self.text)


class NotVerified(RegioError):
    """Whoever registers something new is checked first."""

    code = "not_verified"
    text = _("We check new entries before they become public. Please send yours for checking.")


class Hidden(RegioError):
    """The desk took it down; only the desk or an appeal brings it back."""

    code = "hidden"
    text = _("This entry was hidden by the platform's owner. You can appeal against the decision.")


class Merged(RegioError):
    """The row lives on in another."""

    code = "merged"
    text = _("This entry was merged with another one.")


class CheckedStays(RegioError):
    """Merging must not hand a checked entry to people nobody checked."""

    code = "checked_stays"
    text = _("Only one of these entries has been checked. Please let that one stay.")


class ChangedMeanwhile(RegioError):
    """Two people edit; the later one shall see it before anything is overwritten."""

    code = "changed_meanwhile"
    text = _("Somebody else changed this meanwhile. Look at your entries once more; saving again keeps yours.")


class TooLong(RegioError):
    """The grammar of opening hours has a limit."""

    code = "too_long"
    text = _("These are too many different times. Please take out exceptions that are over.")


class OneCallAtATime(RegioError):
    """Two calls would only confuse."""

    code = "one_call_at_a_time"
    text = _("A call is running already. Please end it first.")


class Enough(RegioError):
    """A page stays readable."""

    code = "enough"
    text = _("There are many entries here already. Please take one out first.")


class CodeWrong(RegioError):
    """The same answer for a wrong, an old and a used code."""

    code = "code_wrong"
    text = _("This code is not valid. It may be older than 30 minutes or used already. You can ask for a new one.")


class AlreadyMember(RegioError):
    """Nothing to invite to."""

    code = "already_member"
    text = _("This person belongs to the organisation already.")


class InvitationGone(RegioError):
    """The same answer for used, revoked, old and unknown ones."""

    code = "invitation_gone"
    status = 404
    text = _("This invitation does not hold any more. Please ask for a new one.")


class WrongAddress(RegioError):
    """An invitation is for the person whose address it was sent to."""

    code = "wrong_address"
    text = _("This invitation was sent to another e-mail address. Sign in with the account of that address.")


class TooLate(RegioError):
    """A right for a time has an end."""

    code = "too_late"
    text = _("Please choose a day in the coming twelve months.")
