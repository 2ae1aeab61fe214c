"""Finding somebody and giving them a duty."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regio.region.choices import COUNTY_ONLY, Duty
from regio.region.models import Municipality
from regio.region.queries import own_places


class FindForm(forms.Form):
    """By the whole address."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254, help_text=_("Exactly as in the account."))


class NameEditorForm(FindForm):
    """A town hall names a further editor."""

    until = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("For substitutes. Empty: until somebody takes it back."),
    )


class GrantForm(forms.Form):
    """A duty, where, and for how long."""

    duty = forms.ChoiceField(label=_("Duty"), choices=Duty.choices)
    municipality = forms.TypedChoiceField(label=_("Where"), required=False, coerce=int, empty_value=None)
    until = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("For substitutes. Empty: until somebody takes it back."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].choices = where()  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """Operation and data protection are matters of the whole county."""
        values = super().clean() or {}
        if values.get("municipality") and values.get("duty") in COUNTY_ONLY:
            self.add_error("municipality", _("This duty is for the whole county."))
        return values

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        key = self.cleaned_data["municipality"]
        return self.cleaned_data | {"municipality": Municipality(pk=key) if key else None}


class FilterForm(forms.Form):
    """Which of the owner's people are shown."""

    duty = forms.ChoiceField(label=_("Duty"), required=False, choices=[("", _("All"))])
    municipality = forms.TypedChoiceField(label=_("Where"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["duty"].choices = [("", _("All")), *Duty.choices]  # type: ignore[attr-defined]  # a choice field
        self.fields["municipality"].choices = [("", _("Everywhere")), *where()[1:]]  # type: ignore[attr-defined]  # so

    def values(self) -> dict[str, Any]:
        """What the query takes; nonsense counts as nothing."""
        if not self.is_valid():
            return {}
        key = self.cleaned_data["municipality"]
        return {"duty": self.cleaned_data["duty"], "municipality": Municipality(pk=key) if key else None}


def where() -> list[tuple[Any, Any]]:
    """The whole county, or one Gemeinde."""
    return [("", _("Whole county")), *((place.pk, place.name) for place in own_places())]
