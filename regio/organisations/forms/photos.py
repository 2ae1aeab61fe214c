"""Forms of photos and documents: validation only. What a file really is, is found out when it is stored."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from regio.files.errors import FileRefused

MOST_IDS = 100


class FilesField(forms.FileField):
    """One or several files of one field."""

    widget = forms.FileInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Each as Django cleans one."""
        several = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in several or [None]]


class SeveralInput(forms.FileInput):
    """A field of a phone's gallery."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) or None


CHOOSE = {"required": _("Please choose a file first."), "empty": _("This file is empty.")}


class PhotosForm(forms.Form):
    """Photos, as many as were chosen at once."""

    dateien = FilesField(label=_("Add photos"), widget=SeveralInput, error_messages=CHOOSE, max_length=400)

    def refuse(self, refusals: Iterable[FileRefused]) -> None:
        """Say beside the field why some were not taken."""
        for refusal in refusals:
            self.add_error("dateien", str(refusal.text))


class LogoForm(forms.Form):
    """One picture."""

    logo = forms.FileField(label=_("Logo"), error_messages=CHOOSE, max_length=400)


class DocumentForm(forms.Form):
    """A PDF and how it is called."""

    titel = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("What people read on your page, for example: price list 2027")
    )
    datei = forms.FileField(label=_("PDF document"), error_messages=CHOOSE, max_length=400)


class WordsForm(forms.Form):
    """What a picture shows, or how a document is called."""

    worte = forms.CharField(required=False, max_length=200)


class IdsField(forms.UUIDField):
    """Several ids in their order."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[UUID]:
        """Each as one is cleaned."""
        return [super(IdsField, self).clean(one) for one in (value or [])[:MOST_IDS]]


class OrderForm(forms.Form):
    """The new order: all ids, or one file and by how many places it moves."""

    id = IdsField(required=False)
    datei = forms.UUIDField(required=False)
    schritt = forms.IntegerField(required=False, min_value=-1, max_value=1)
