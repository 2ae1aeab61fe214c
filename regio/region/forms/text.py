"""Writing a text of the law."""

from django import forms
from django.utils.translation import gettext_lazy as _

from regio.core.time import today


class TextForm(forms.Form):
    """The body, in Markdown."""

    body = forms.CharField(
        label=_("Text"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true"}),
        help_text=_("# begins a heading, - a point of a list, **bold**, [words](https://address)."),
    )


class PublishForm(forms.Form):
    """When it begins to count."""

    valid_from = forms.DateField(
        label=_("In force from"),
        initial=today,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Terms of use: give people at least 15 days."),
    )
