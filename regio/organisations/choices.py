"""Fixed words of the room."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What an actor is; the kind decides its duties and the lane in which it speaks (DESIGN §4)."""

    BUSINESS = "business", _("Business")
    ASSOCIATION = "association", _("Association")
    CHURCH = "church", _("Church")
    NGO = "ngo", _("Initiative")
    SOCIAL_SERVICE = "social_service", _("Social service")
    ADMINISTRATION = "administration", _("Public office")
    MEDIA = "media", _("Regional media")
    PARTNER = "partner", _("Service partner")

    @property
    def lane(self) -> str:
        """Lane of speech: official, press or organisation."""
        return {"administration": "official", "media": "press"}.get(self.value, "organisation")

    @property
    def icon(self) -> str:
        """Glyph beside the word."""
        return _ICONS[self.value]

    @property
    def plural(self) -> str | Promise:
        """Word of the filter: "Businesses"."""
        return _PLURALS[self.value]

    @property
    def schema_type(self) -> str:
        """Type in schema.org, for JSON-LD."""
        return _SCHEMA_TYPES.get(self.value, "Organization")


_ICONS = {
    "business": "shop",
    "association": "people",
    "church": "church",
    "ngo": "leaf",
    "social_service": "hands",
    "administration": "office",
    "media": "press",
    "partner": "services",
}
_PLURALS = {
    "business": _("Businesses"),
    "association": _("Associations"),
    "church": _("Churches"),
    "ngo": _("Initiatives"),
    "social_service": _("Social services"),
    "administration": _("Public offices"),
    "media": _("Media"),
    "partner": _("Service partners"),
}
_SCHEMA_TYPES = {
    "business": "LocalBusiness",
    "church": "PlaceOfWorship",
    "ngo": "NGO",
    "administration": "GovernmentOffice",
    "media": "NewsMediaOrganization",
}


class Role(TextChoices):
    """What a person may do for an organisation; each includes the one before."""

    MEMBER = "member", _("Member")
    EDITOR = "editor", _("Editor")
    MANAGER = "manager", _("Manager")


ANSWERING = (Role.EDITOR, Role.MANAGER)  # may write as the organisation


class RightName(TextChoices):
    """A single thing a member may do for a time, beyond the role."""

    PAGE = "page", _("Change the page")
    HOURS = "hours", _("Change opening hours and how we work now")
    PHOTOS = "photos", _("Change photos and documents")
    ANSWER = "answer", _("Answer messages")


class Access(TextChoices):
    """What people need to know before they come (schema.org amenityFeature)."""

    STEP_FREE = "step_free", _("Step-free")
    STEPS = "steps", _("Steps at the entrance")
    TOILET = "toilet", _("Accessible toilet")
    PARKING = "parking", _("Accessible parking")
    HEARING_LOOP = "hearing_loop", _("Hearing loop")
    EASY_LANGUAGE = "easy_language", _("Easy language")


class Payment(TextChoices):
    """How people can pay."""

    CASH = "cash", _("Cash")
    GIROCARD = "girocard", _("Girocard")
    CREDIT_CARD = "credit_card", _("Credit card")
    INVOICE = "invoice", _("Invoice")
    VOUCHER = "voucher", _("Voucher of the region")


class Way(TextChoices):
    """How an organisation works at the moment."""

    HOURS = "hours", _("Changed opening hours")
    DELIVERY = "delivery", _("We deliver")
    PICKUP = "pickup", _("Pick up what you ordered")
    PHONE = "phone", _("By phone")
    CLOSED = "closed", _("Closed for now")


class LegalForm(TextChoices):
    """What the bearer of an organisation is in law; with the kind it decides what the imprint must say."""

    SOLE = "sole", _("One person (sole trader, freelancer)")
    CIVIL = "civil", _("Several persons without register entry (GbR)")
    PARTNERSHIP = "partnership", _("Registered partnership (OHG, KG, PartG, eGbR)")
    COMPANY = "company", _("Company or cooperative (GmbH, UG, AG, eG)")
    REGISTERED_ASSOCIATION = "ev", _("Registered association (e. V.)")
    INFORMAL_ASSOCIATION = "informal", _("Association or group without register entry")
    FOUNDATION = "foundation", _("Foundation")
    PUBLIC = "public", _("Public body (municipality, county, church, chamber)")


class Proof(TextChoices):
    """How somebody shows that they may act for an organisation."""

    DOCUMENT = "document", _("I send a document (trade licence, register extract, letterhead)")
    CALL = "call", _("Please call the published number")
    LETTER = "letter", _("Please send a letter with a code to the published address")
