"""Invitations, roles and rights."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regio.accounts.models import normal_address
from regio.organisations.choices import RightName, Role
from regio.organisations.forms import fields
from regio.organisations.forms.hours import date_field

ROLES = [
    (Role.MEMBER, _("Member: belongs to it, without rights of their own")),
    (Role.EDITOR, _("Editor: answers messages and changes the page")),
    (Role.MANAGER, _("Manager: also the team and the imprint")),
]


class InvitationForm(forms.Form):
    """Whom, as what."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=ROLES, initial=Role.EDITOR, widget=forms.RadioSelect)

    def clean_email(self) -> str:
        return normal_address(self.cleaned_data["email"])


class RoleForm(forms.Form):
    """Another role."""

    role = forms.ChoiceField(label=_("Role"), choices=ROLES, widget=forms.RadioSelect)


class RightForm(forms.Form):
    """A single right for a time."""

    right = forms.ChoiceField(label=_("May also"), choices=RightName.choices)
    until = date_field(_("Until the end of this day"))

    def clean_until(self) -> Any:
        day = self.cleaned_data["until"]
        if day is None:
            raise forms.ValidationError(_("Please choose a day in the coming twelve months."))
        return timezone.make_aware(datetime.combine(day, time(23, 59)))


class JoinForm(forms.Form):
    """Who one is to the organisation."""

    statement = fields.line(
        _("A word to those who decide"), 500, hint=_("For example: I work in the shop on Saturdays.")
    )
