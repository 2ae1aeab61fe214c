"""What a town hall writes about its Gemeinde."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regio.region.models import Municipality
from regio.region.panels import all_panels


class MunicipalityForm(forms.ModelForm):
    """The page of a Gemeinde. `shown` are the panels that are switched on."""

    hue = forms.IntegerField(
        label=_("Own colour"),
        required=False,
        min_value=0,
        max_value=359,
        help_text=_(
            "0 to 359 on the colour wheel. Empty: the colour of the county. It stays readable with every number."
        ),
    )
    shown = forms.MultipleChoiceField(
        label=_("What the page shows"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Municipality
        fields = ["claim", "welcome", "website", "email", "phone", "address", "hue"]
        labels = {
            "claim": _("Short line below the name"),
            "welcome": _("Welcome"),
            "website": _("Own website"),
            "email": _("E-mail address"),
            "phone": _("Telephone"),
            "address": _("Address of the town hall"),
        }
        widgets = {"welcome": forms.Textarea(attrs={"rows": 6}), "address": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"welcome": _("**bold**, - a point of a list, [words](https://address).")}

    def __init__(self, *args: Any, place: Municipality, **kwargs: Any) -> None:
        names = [panel.name for panel in all_panels()]
        initial = {field: getattr(place, field) for field in self.Meta.fields}
        initial["shown"] = [name for name in names if name not in place.switches]
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        self.fields["shown"].choices = [(panel.name, panel.title) for panel in all_panels()]  # type: ignore[attr-defined]  # a choice field

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes: the table keeps what is switched off."""
        shown = self.cleaned_data["shown"]
        off = [panel.name for panel in all_panels() if panel.name not in shown]
        return {field: self.cleaned_data[field] for field in self.Meta.fields} | {"switches": off}
