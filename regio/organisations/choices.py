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


DEEDS = {  # what the trail calls what this room does (audit.registry)
    "organisations.imported": _("Organisation imported"),
    "organisations.import_changed": _("Organisation changed by an import"),
    "organisations.registered": _("Organisation registered"),
    "organisations.sent_for_checking": _("Organisation sent to be checked"),
    "organisations.claim_code_sent": _("Code to take over an entry sent"),
    "organisations.claimed": _("Organisation taken over"),
    "organisations.verified": _("Organisation verified"),
    "organisations.published": _("Organisation published"),
    "organisations.rested": _("Organisation taken out of public view"),
    "organisations.hidden": _("Organisation hidden"),
    "organisations.restored": _("Organisation shown again"),
    "organisations.forgotten": _("Entry emptied, its only person has gone"),
    "organisations.purged": _("Hidden organisation emptied for good"),
    "organisations.merge_chosen": _("What stays of two entries chosen"),
    "organisations.merged": _("Organisations merged"),
    "organisations.facts_changed": _("Facts of an organisation changed"),
    "organisations.hours_changed": _("Opening hours changed"),
    "organisations.imprint_changed": _("Legal notice of an organisation changed"),
    "organisations.work_now_said": _("Said how it works now"),
    "organisations.contact_saved": _("Contact person of an organisation kept"),
    "organisations.contact_removed": _("Contact person of an organisation removed"),
    "organisations.place_saved": _("Place of an organisation kept"),
    "organisations.place_removed": _("Place of an organisation removed"),
    "organisations.invited": _("Somebody invited to an organisation"),
    "organisations.invitation_accepted": _("Invitation to an organisation accepted"),
    "organisations.invitation_revoked": _("Invitation to an organisation revoked"),
    "organisations.join_asked": _("Asked to join an organisation"),
    "organisations.join_declined": _("Not let into an organisation"),
    "organisations.member_added": _("May act for an organisation"),
    "organisations.member_removed": _("No longer acts for an organisation"),
    "organisations.person_taken_out": _("A person who left is named no more"),
    "organisations.role_changed": _("Role in an organisation changed"),
    "organisations.right_granted": _("Single right in an organisation granted"),
    "organisations.right_taken": _("Single right in an organisation taken back"),
    "organisations.handover_offered": _("Hand-over of an organisation offered"),
    "organisations.handover_declined": _("Hand-over of an organisation declined"),
    "organisations.handed_over": _("Organisation handed over"),
    "organisations.letters_prepared": _("Invitation letters prepared"),
    "organisations.region_called": _("All organisations asked how they work now"),
    "organisations.region_call_ended": _("Question to all organisations ended"),
}
