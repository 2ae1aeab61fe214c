"""Contact persons and further places."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regio.core.text import one_line
from regio.organisations.forms import fields
from regio.organisations.forms.address import AddressForm, address_values
from regio.organisations.models import Contact, Place

CONTACT = ("name", "function", "duties", "phone", "mobile", "email", "room", "hours_text")


class ContactForm(forms.Form):
    """Whom to ask for what."""

    name = fields.line(
        _("Name"), 120, required=True, hint=_("A person who agrees to it, or a desk: “Citizens' office”.")
    )
    function = fields.line(_("Function"), 120)
    duties = forms.CharField(
        label=_("Responsible for"),
        help_text=_("Words with commas between, as people search: housing benefit, childcare fees."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    phone = fields.phone(_("Telephone"))
    mobile = fields.phone(_("Mobile"))
    email = fields.email(_("E-mail"))
    room = fields.line(_("Room"), 60)
    hours_text = fields.line(_("When to reach"), 200)

    def clean_duties(self) -> str:
        return ", ".join(filter(None, (one_line(word) for word in self.cleaned_data["duties"].split(","))))


def contact_values(contact: Contact | None) -> dict[str, Any]:
    """What the form shows first."""
    return {field: getattr(contact, field) for field in CONTACT} if contact else {}


class PlaceForm(AddressForm):
    """Another place; its hours have a page of their own."""

    field_order = ("name",)
    name = fields.line(
        _("Name of the place"), 120, required=True, hint=_("For example “Branch in Sexau” or “Sports ground”.")
    )
    phone = fields.phone(_("Telephone"))

    def values(self) -> dict[str, Any]:
        """Fields of the model."""
        return {"name": self.cleaned_data["name"], "phone": self.cleaned_data["phone"], **self.where()}


def place_values(place: Place | None) -> dict[str, Any]:
    """What the form shows first."""
    return {"name": place.name, "phone": place.phone, **address_values(place)} if place else {}
