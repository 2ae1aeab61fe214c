"""What can go wrong with an account."""

from django.utils.translation import gettext_lazy as _

from regio.core.errors import RegioError


class AddressTaken(RegioError):
    """Somebody else has this address. Never shown to anonymous people: it would tell who has an account."""

    code = "address_taken"
    text = _("This e-mail address cannot be used.")


class AppIsOn(RegioError):
    """Another page was faster."""

    code = "app_is_on"
    text = _("An authenticator app is set up already.")


class TooManyPasskeys(RegioError):
    """More than anybody has devices."""

    code = "too_many_passkeys"
    text = _("You have very many passkeys already. Please remove one you no longer use.")


class ChangeIsOver(RegioError):
    """The time to take back a new address is over, or it was taken back."""

    code = "change_is_over"
    text = _("This can no longer be undone here. Please write to us if something is wrong.")


class RecoveryIsOver(RegioError):
    """Too early, too late, used or stopped."""

    code = "recovery_is_over"
    text = _("This link does not work now. Please look at the times in the mail, or ask the desk.")


class NeedsTechnical(RegioError):
    """The accounts of the owner's people open every door: another kind of duty decides."""

    code = "needs_technical"
    status = 403
    text = _("This account belongs to one of the owner's people. Somebody from technical operation decides.")
