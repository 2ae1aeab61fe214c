"""Taking over an entry and having a new one checked."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from regio.organisations.choices import Proof

MOST_FILES = 3


class EvidenceForm(forms.Form):
    """What shows that somebody may act for an organisation. Files come from the upload field beside the form."""

    proof = forms.ChoiceField(
        label=_("How can we check it?"), choices=Proof.choices, initial=Proof.DOCUMENT, widget=forms.RadioSelect
    )
    statement = forms.CharField(
        label=_("Who are you in this organisation?"),
        help_text=_("For example “I am the owner” or “I am the treasurer, elected in March”."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, uploads: Sequence[UploadedFile] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.uploads = list(uploads)

    def clean(self) -> dict[str, Any]:
        """A promised document has to be there."""
        cleaned = super().clean() or {}
        if cleaned.get("proof") == Proof.DOCUMENT and not self.uploads:
            self.add_error("proof", _("Please add the document, or choose another way."))
        if len(self.uploads) > MOST_FILES:
            self.add_error("proof", _("Three files are enough."))
        return cleaned


class CodeForm(forms.Form):
    """The code from the mail."""

    code = forms.CharField(
        label=_("Code from the e-mail"),
        max_length=20,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
