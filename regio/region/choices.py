"""Fixed words of the room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Duty(TextChoices):
    """What one of the owner's people is responsible for."""

    TECHNICAL = "technical", _("Technical operation")
    EDITOR = "editor", _("Editing")
    MODERATOR = "moderator", _("Moderation")
    PRIVACY = "privacy", _("Data protection")
    VERIFICATION = "verification", _("Verification")


COUNTY_ONLY = frozenset({Duty.TECHNICAL, Duty.PRIVACY})  # never for a single Gemeinde


class CaseMail(TextChoices):
    """Whether those on duty get a mail when something new waits for them."""

    EACH = "each", _("A mail for each new case")
    NONE = "none", _("No mail, only the desk")


class TextKind(TextChoices):
    """Texts the owner answers for; each has its public page."""

    TERMS = "terms", _("Terms of use")
    PRIVACY = "privacy", _("Privacy")
    IMPRINT = "imprint", _("Addition to the legal notice")
    HOW = "how", _("How it works")
    RANKING = "ranking", _("How the order comes about")
    ACCESSIBILITY = "accessibility", _("Accessibility")
    HELP = "help", _("Help")
    EASY = "easy", _("Easy language")


class Land(TextChoices):
    """The sixteen Länder by their ISO 3166-2:DE code."""

    BW = "BW", "Baden-Württemberg"
    BY = "BY", "Bayern"
    BE = "BE", "Berlin"
    BB = "BB", "Brandenburg"
    HB = "HB", "Bremen"
    HH = "HH", "Hamburg"
    HE = "HE", "Hessen"
    MV = "MV", "Mecklenburg-Vorpommern"
    NI = "NI", "Niedersachsen"
    NW = "NW", "Nordrhein-Westfalen"
    RP = "RP", "Rheinland-Pfalz"
    SL = "SL", "Saarland"
    SN = "SN", "Sachsen"
    ST = "ST", "Sachsen-Anhalt"
    SH = "SH", "Schleswig-Holstein"
    TH = "TH", "Thüringen"
