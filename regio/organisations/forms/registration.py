"""First words about something new: enough to see whether it is here already."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regio.core.text import one_line
from regio.organisations.choices import Kind
from regio.organisations.models import Organisation
from regio.region.queries import Place


class FirstForm(forms.Form):
    """Name and place, and whatever helps to find it."""

    name = forms.CharField(label=_("Name"), max_length=160, help_text=_("As it stands on the door or in the statutes."))
    gemeinde = forms.ChoiceField(label=_("Municipality"))
    street = forms.CharField(label=_("Street"), max_length=120, required=False)
    housenumber = forms.CharField(label=_("House number"), max_length=20, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    website = forms.URLField(label=_("Website"), max_length=300, required=False, assume_scheme="https")

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.slug: place for place in places}
        choices = [("", _("Please choose")), *((place.slug, place.name) for place in self.places.values())]
        self.fields["gemeinde"].choices = choices  # type: ignore[attr-defined]  # of a choice field

    def clean(self) -> dict[str, Any]:
        """Everything on one line."""
        cleaned = super().clean() or {}
        for field, value in cleaned.items():
            cleaned[field] = one_line(value) if isinstance(value, str) else value
        return cleaned

    def draft(self) -> Organisation:
        """What was said, as an organisation that is not stored."""
        said = self.cleaned_data
        place = self.places[said["gemeinde"]]
        facts = {field: said[field] for field in ("name", "street", "housenumber", "phone", "website")}
        return Organisation(**facts, municipality_id=place.pk, city=place.name)


class SecondForm(FirstForm):
    """The same once more (hidden), and what it is."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=Kind.choices, widget=forms.RadioSelect)
    category = forms.CharField(
        label=_("What do people call it?"), max_length=80, help_text=_("For example “Fahrradwerkstatt” or “Chor”.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in FirstForm.base_fields:
            self.fields[field].widget = forms.HiddenInput()

    @property
    def said(self) -> dict[str, str]:
        """What was typed before, for the way back."""
        return {field: str(self[field].value() or "") for field in FirstForm.base_fields}

    def values(self) -> dict[str, Any]:
        """For actions.register_organisation, beside name and kind."""
        said = self.cleaned_data
        place = self.places[said["gemeinde"]]
        facts = {field: said[field] for field in ("category", "street", "housenumber", "phone", "website")}
        return {**facts, "municipality_id": place.pk, "city": place.name}
