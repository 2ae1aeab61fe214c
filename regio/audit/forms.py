"""What is asked of the trail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regio.audit.queries import Wish
from regio.audit.registry import known_deeds


class TrailForm(forms.Form):
    """Read from the body of the question, so that no log keeps names."""

    person = forms.CharField(
        label=_("Person"), required=False, max_length=254, help_text=_("Whole name or e-mail address.")
    )
    deed = forms.ChoiceField(label=_("Deed"), required=False)
    record = forms.CharField(
        label=_("Record"),
        required=False,
        max_length=130,
        help_text=_("As it stands in the list, for example organisations.organisation:12"),
    )
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    after = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deed"].choices = [("", _("All")), *known_deeds()]  # type: ignore[attr-defined]  # a choice field

    @property
    def wish(self) -> Wish:
        """Nonsense asks for everything."""
        if not self.is_bound or not self.is_valid():
            return Wish()
        return Wish(**{name: value for name, value in self.cleaned_data.items() if name != "after"})
