"""Who is responsible for what an organisation publishes (§ 5 DDG, § 18 MStV, Art. 30 DSA)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from regio.organisations.choices import LegalForm
from regio.organisations.models.organisation import Organisation


class Imprint(models.Model):
    """The public legal notice of an organisation. What must be filled in says rules.required_in_imprint."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, primary_key=True, related_name="imprint")
    legal_form = models.CharField(max_length=12, choices=LegalForm, blank=True)
    legal_name = models.CharField(max_length=160, blank=True)  # of a sole trader: first and last name
    street = models.CharField(max_length=140, blank=True)  # with house number: no post-office box
    postcode = models.CharField(max_length=10, blank=True)
    city = models.CharField(max_length=120, blank=True)
    representatives = models.CharField(max_length=400, blank=True)  # who acts for it in law
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    register_court = models.CharField(max_length=120, blank=True)  # "Amtsgericht Freiburg"
    register_number = models.CharField(max_length=40, blank=True)  # "HRB 12345", "VR 260123"
    vat_id = models.CharField(max_length=11, blank=True)  # § 27a UStG: DE and nine digits
    business_id = models.CharField(max_length=17, blank=True)  # § 139c AO: DE, nine digits, dash, five digits
    authority = models.CharField(max_length=200, blank=True)  # that supervises work which needs a licence
    profession = models.CharField(max_length=400, blank=True)  # chamber, title, state that gave it, rules
    content_responsible = models.CharField(max_length=300, blank=True)  # § 18 (2) MStV: name and address
    trader_certified_at = models.DateTimeField(null=True)  # Art. 30 (1) e DSA: only lawful offers
    trader_certified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )  # empty: the platform or an erased account
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(vat_id="") | Q(vat_id__regex=r"^[A-Z]{2}[0-9A-Z]{2,9}$"))
                & (Q(business_id="") | Q(business_id__regex=r"^DE[0-9]{9}-[0-9]{5}$")),
                name="imprint_numbers_are_plausible",
            )
        ]

    def __str__(self) -> str:
        return f"imprint of {self.organisation_id}"
