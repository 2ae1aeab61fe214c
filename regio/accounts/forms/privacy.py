"""Leaving for good."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EraseForm(forms.Form):
    """One box: nobody deletes their account by a slip of the thumb."""

    sure = forms.BooleanField(
        label=_("I want to delete my account for good."),
        error_messages={"required": _("Please tick the box if you really want to delete your account.")},
    )
