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
