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
    text = _("Please fill in who is responsible before publishing.")
