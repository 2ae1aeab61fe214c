"""Forms of the room: validation only."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from regio.chat.actions import readable
from regio.chat.errors import EmptyMessage, IdTaken, LongMessage
from regio.chat.rules import LONGEST


class TextField(forms.CharField):
    """Many lines of text; what nobody can read is left out before it is counted."""

    def to_python(self, value: Any) -> str:
        return readable(super().to_python(value) or "")


class MessageForm(forms.Form):
    """A message and the id its device gave it. A page without script carries an id made when it was printed."""

    text = TextField(
        label=_("Message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 1, "placeholder": _("Write a message"), "autocomplete": "off"}),
        error_messages={"required": EmptyMessage.text, "max_length": LongMessage.text},
    )
    id = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": IdTaken.text, "invalid": IdTaken.text})

    @classmethod
    def empty(cls, text: str = "") -> "MessageForm":
        """Ready to be written into."""
        return cls(initial={"text": text, "id": uuid4()})


class SpanForm(forms.Form):
    """Which part of a history: before or after a number."""

    vor = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    nach = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)


class ReadForm(forms.Form):
    """How far somebody has read."""

    seq = forms.IntegerField(min_value=1, max_value=2**31 - 1)
