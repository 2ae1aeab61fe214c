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
