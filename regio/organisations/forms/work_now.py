"""How we work now, and the call of the owners."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regio.organisations.choices import Way
from regio.organisations.forms import fields
from regio.organisations.forms.hours import date_field
from regio.organisations.models import WorkNow


class WorkNowForm(forms.Form):
    """Everything off means: as always."""

    ways = forms.MultipleChoiceField(
        label=_("What is different at the moment?"),
        choices=Way.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    hours_note = fields.line(_("Hours at the moment"), 200, hint=_("For example: daily 9 to 12 only"))
    sentence = fields.line(_("A sentence for your customers"), 300)
    until = date_field(_("Until when? It ends by itself after this day."))

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until and until < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return until


def work_now_values(said: WorkNow | None) -> dict[str, Any]:
    """What the form shows first."""
    names = ("ways", "hours_note", "sentence", "until")
    return {name: getattr(said, name) for name in names} if said else {}


class CallForm(forms.Form):
    """What the owners ask the region."""

    text = forms.CharField(
        label=_("What shall the organisations tell?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        initial=_("Please tell the people here how you work now: changed hours, delivery, pickup, by phone or closed."),
    )
