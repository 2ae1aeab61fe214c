"""Which sheet is printed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from regio.organisations.queries.sign import Format


class SignForm(forms.Form):
    format = forms.ChoiceField(
        label=_("What would you like to print?"), choices=Format.choices, widget=forms.RadioSelect
    )
