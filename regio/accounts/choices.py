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
