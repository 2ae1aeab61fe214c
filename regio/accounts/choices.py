"""Fixed words of the room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Language(TextChoices):
    """What the platform speaks. Empty in a profile: what the browser asks for."""

    GERMAN = "de", "Deutsch"
    ENGLISH = "en", "English"


class Theme(TextChoices):
    """How pages look. Empty in a profile: as the device."""

    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class FarName(TextChoices):
    """How somebody is called before people who are not near (rules.is_near)."""

    FIRST = "first", _("First name and initial, such as Rosa R.")
    INITIALS = "initials", _("Initials, such as R. R.")
    FULL = "full", _("My whole name")


BROWSERS = {  # sign in the user agent → name; the first that fits, for most of them claim to be others as well
    "Edg": "Edge", "OPR/": "Opera", "SamsungBrowser": "Samsung Internet", "FxiOS": "Firefox", "Firefox/": "Firefox",
    "CriOS": "Chrome", "Chrome/": "Chrome", "Safari/": "Safari",
}  # fmt: skip
SYSTEMS = {
    "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "CrOS": "ChromeOS",
    "Mac OS X": "Mac", "Linux": "Linux",
}  # fmt: skip

RADII_KM = (5, 10, 20)  # those of the directory

DEMO_DOMAIN = "demo.example"
DEMO_ROLES = {  # the cast of DESIGN §5 in the order of the sign-in page: name before the @ → what the person is
    "buergerin": _("Resident"),
    "nachbar": _("Neighbour"),
    "haendlerin": _("Shopkeeper"),
    "verein": _("Club chair"),
    "amt": _("County office"),
    "rathaus": _("Town hall"),
    "redaktion": _("Editorial desk"),
    "partner": _("Provider of a partner service"),
    "traeger": _("Platform owner"),
}

DEEDS = {  # what the trail calls what this room does (audit.registry)
    "accounts.person_created": _("Account created"),
    "accounts.profile_changed": _("Profile changed"),
    "accounts.signed_in": _("Signed in"),
    "accounts.second_step_failed": _("Wrong code at the second step"),
    "accounts.session_ended": _("A device signed out"),
    "accounts.sessions_ended": _("Other devices signed out"),
    "accounts.password_changed": _("Password changed"),
    "accounts.unproven_password_forgotten": _("An unproven password was dropped"),
    "accounts.app_on": _("Authenticator app set up"),
    "accounts.app_off": _("Authenticator app removed"),
    "accounts.recovery_codes_renewed": _("New recovery codes"),
    "accounts.recovery_code_used": _("Recovery code used"),
    "accounts.passkey_added": _("Passkey added"),
    "accounts.passkey_removed": _("Passkey removed"),
    "accounts.address_changed": _("E-mail address changed"),
    "accounts.address_restored": _("Former e-mail address restored"),
    "accounts.recovery_accepted": _("Lost account: identity accepted"),
    "accounts.recovery_stopped": _("Lost account: stopped from the old address"),
    "accounts.recovered": _("Account recovered"),
    "accounts.deactivated": _("Account locked"),
    "accounts.reactivated": _("Account unlocked"),
    "accounts.looked_up": _("Account looked up by e-mail address"),
    "accounts.exported": _("Own data downloaded"),
    "accounts.erased": _("Account deleted"),
}
