"""What a person says about themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regio.accounts.choices import RADII_KM, FarName, Language, Theme
from regio.accounts.forms.fields import NameField, home_field


class ProfileForm(forms.Form):
    """Name, place, looks."""

    name = NameField()
    far_name = forms.ChoiceField(
        label=_("What do people see who are not near?"),
        help_text=_(
            "Near are people of your municipality and of those within your radius, and whoever you write to. "
            "They always see your whole name."
        ),
        choices=FarName.choices,
        widget=forms.RadioSelect,
    )
    radius_km = forms.TypedChoiceField(
        label=_("What is near for you?"),
        help_text=_("So far around your municipality we look first for shops, offers and neighbours."),
        choices=[(km, f"{km} km") for km in RADII_KM],
        coerce=int,
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("As the browser")), *Language.choices]
    )
    theme = forms.ChoiceField(
        label=_("Appearance"),
        required=False,
        choices=[("", _("As the device")), *Theme.choices],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home"] = home_field(_("Its news and offices come first for you. Others do not see it."))
        self.order_fields(["name", "far_name", "home"])
