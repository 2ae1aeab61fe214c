"""Fields that several forms of the room share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regio.core.text import one_line


class LineField(forms.CharField):
    """One line without what nobody sees."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")


def line(label: Any, most: int, *, hint: Any = "", required: bool = False, autocomplete: str = "off") -> LineField:
    """An optional line of up to `most` characters."""
    widget = forms.TextInput(attrs={"autocomplete": autocomplete})
    return LineField(label=label, max_length=most, help_text=hint, required=required, widget=widget)


def phone(label: Any, *, autocomplete: str = "tel") -> LineField:
    """A telephone number as people write it."""
    widget = forms.TextInput(attrs={"autocomplete": autocomplete, "inputmode": "tel"})
    return LineField(label=label, max_length=40, required=False, widget=widget)


def email(label: Any) -> forms.EmailField:
    """An optional public address."""
    widget = forms.EmailInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "email"})
    return forms.EmailField(label=label, required=False, max_length=254, widget=widget)


class PointField(LineField):
    """`48.1234, 7.8567` as map apps give it; empty for the middle of the Gemeinde."""

    def __init__(self, **options: Any) -> None:
        label, hint = _("Point on the map"), _("For example 48.1217, 7.8500. Empty: the middle of the municipality.")
        super().__init__(label=label, help_text=hint, required=False, max_length=40, **options)

    def clean(self, value: Any) -> tuple[float, float] | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            lat, lon = (float(part) for part in text.replace(";", ",").split(","))
        except ValueError as error:
            raise forms.ValidationError(_("Two numbers with a comma between, for example 48.1217, 7.8500.")) from error
        if not (46 < lat < 56 and 5 < lon < 16):
            raise forms.ValidationError(_("This point does not lie in Germany."))
        return round(lat, 6), round(lon, 6)
