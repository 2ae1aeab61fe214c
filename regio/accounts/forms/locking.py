"""Finding an account and deciding about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regio.moderation.choices import Ground


class FindAccountForm(forms.Form):
    """By the whole address."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254, help_text=_("Exactly as in the account."))


class LockingForm(forms.Form):
    """Why; and what locking rests on."""

    ground = forms.ChoiceField(label=_("What it rests on"), choices=Ground.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The person reads this. Say which facts you saw and which rule they touch."),
    )

    def __init__(self, *args: Any, is_locked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_locked:
            del self.fields["ground"]
