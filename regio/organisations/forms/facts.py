"""What an organisation says of itself, in one column."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regio.core.text import one_line
from regio.organisations.choices import Access, Payment
from regio.organisations.forms import fields
from regio.organisations.forms.address import AddressForm, address_values
from regio.organisations.models import Organisation

_TEXTS = ("name", "category", "words", "claim", "description", "phone", "email", "website", "access_note")
_LISTS = ("access", "payment")


class FactsForm(AddressForm):
    """All of it optional but the name and what it is."""

    field_order = ("name", "category", "words", "claim", "description")
    name = fields.line(_("Name"), 160, required=True, autocomplete="organization")
    category = fields.line(
        _("What it is, in one word"), 80, required=True, hint=_("For example bakery, sports club, day care.")
    )
    words = forms.CharField(
        label=_("What else people search for"),
        help_text=_("Words with commas between: bread rolls, cake, breakfast. They are found but not shown."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    claim = fields.line(_("One sentence about you"), 200)
    description = forms.CharField(
        label=_("Description"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    phone = fields.phone(_("Telephone"))
    email = fields.email(_("E-mail"))
    website = forms.URLField(
        label=_("Website"), max_length=300, required=False, assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "url", "inputmode": "url"}),
    )  # fmt: skip
    access = forms.MultipleChoiceField(
        label=_("Accessibility"), choices=Access.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    access_note = fields.line(
        _("Good to know before coming"), 400, hint=_("For example: ramp at the rear entrance, please ring.")
    )
    payment = forms.MultipleChoiceField(
        label=_("How people can pay"), choices=Payment.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def clean_words(self) -> str:
        return ", ".join(filter(None, (one_line(word) for word in self.cleaned_data["words"].split(","))))

    def clean_website(self) -> str:
        address = str(self.cleaned_data["website"])
        if address and not address.startswith(("http://", "https://")):
            raise forms.ValidationError(_("Please give an address that begins with https://"))
        return address

    def clean_access(self) -> list[str]:
        chosen = self.cleaned_data["access"]
        if {Access.STEP_FREE, Access.STEPS} <= {*chosen}:
            raise forms.ValidationError(_("Step-free and steps at the entrance exclude each other."))
        return list(chosen)

    def values(self) -> dict[str, Any]:
        """Fields of the model."""
        return {**{field: self.cleaned_data[field] for field in (*_TEXTS, *_LISTS)}, **self.where()}


def facts_values(organisation: Organisation) -> dict[str, Any]:
    """What the form shows first."""
    return {**{field: getattr(organisation, field) for field in (*_TEXTS, *_LISTS)}, **address_values(organisation)}
