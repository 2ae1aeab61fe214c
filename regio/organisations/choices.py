"""Fixed words of the room."""

from django.db.models import TextChoices
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


class Role(TextChoices):
    """What a person may do for an organisation; each includes the one before."""

    MEMBER = "member", _("Member")
    EDITOR = "editor", _("Editor")
    MANAGER = "manager", _("Manager")
