"""Whom to invite: a choice of entries or a table."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regio.core.text import one_line
from regio.organisations.choices import Kind
from regio.organisations.queries.facts import municipalities_at
from regio.organisations.queries.letters import Row

MOST_BYTES, MOST_ROWS = 500_000, 200
_COLUMNS = {
    "name": ("name", "organisation", "firma"),
    "street": ("street", "strasse", "straße", "anschrift"),
    "postcode": ("postcode", "plz", "postleitzahl"),
    "city": ("city", "ort", "stadt"),
    "email": ("email", "e-mail", "mail"),
    "ref": ("external_ref", "ref", "kennung"),
    "kind": ("kind", "art"),
}
_LIMITS = {"name": 160, "street": 120, "postcode": 10, "city": 120, "email": 254, "ref": 120}


class LettersForm(forms.Form):
    """The text goes into every letter; below it stand the code and how to use it."""

    text = forms.CharField(
        label=gettext_lazy("Text of the letter"), max_length=2400, widget=forms.Textarea({"rows": 12})
    )

    def clean_text(self) -> str:
        lines = self.cleaned_data["text"].replace("\r", "").split("\n")
        if len(lines) > 30:
            raise ValidationError(_("The letter has one page: at most 30 lines."))
        return "\n".join(lines)


class ChoiceForm(LettersForm):
    """Entries nobody looks after yet."""

    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("All kinds")), *Kind.choices]
    )

    def __init__(self, *args: Any, places: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(place.pk): place for place in places}
        choices = [("", _("All municipalities")), *((key, place.name) for key, place in self.places.items())]
        self.fields["municipality"].choices = choices  # type: ignore[attr-defined]  # a choice field
        self.order_fields(["municipality", "kind", "text"])

    def clean_municipality(self) -> Any:
        return self.places.get(self.cleaned_data["municipality"])


class TableForm(LettersForm):
    """A CSV file. `rows` are the lines that can be used, `problems` the others with the reason."""

    table = forms.FileField(
        label=gettext_lazy("Table as CSV"),
        help_text=gettext_lazy(
            "First line: name, strasse, plz, ort; if you like also email, kennung, art. Separated by comma or semicolon."
        ),
    )
    field_order = ["table", "text"]
    rows: list[Row]
    problems: list[tuple[int, str]]

    def clean_table(self) -> Any:
        upload = self.cleaned_data["table"]
        if upload.size > MOST_BYTES:
            raise ValidationError(_("This table is too large: at most 200 lines."))
        data = upload.read()
        if b"\0" in data:
            raise ValidationError(_("This is not a CSV table."))
        self.rows, self.problems = [], []
        for line, found in read_table(_text_of(data)):
            if isinstance(found, Row):
                self.rows.append(found)
            else:
                self.problems.append((line, found))
        if not self.rows and not self.problems:
            raise ValidationError(_("The table has no lines."))
        return upload


def _text_of(data: bytes) -> str:
    """Excel in Germany writes Windows-1252."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_table(text: str) -> Iterator[tuple[int, Row | str]]:
    """Line number, and the row or why it cannot be used."""
    first = text.split("\n", 1)[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=";" if first.count(";") >= first.count(",") else ",")
    try:
        lines = list(enumerate(reader, 1))
    except csv.Error as error:
        raise ValidationError(_("This is not a CSV table.")) from error
    heads = [head.strip().casefold() for head in lines[0][1]] if lines else []
    places = {
        field: next((heads.index(word) for word in words if word in heads), -1) for field, words in _COLUMNS.items()
    }
    missing = [
        words[-1]
        for field, words in _COLUMNS.items()
        if field in ("name", "street", "postcode", "city") and places[field] < 0
    ]
    if missing:
        raise ValidationError(_("These columns are missing: %(names)s") % {"names": ", ".join(missing)})
    for number, cells in lines[1:]:
        if any(cell.strip() for cell in cells):
            if number > MOST_ROWS + 1:
                yield number, _("The table is too long: at most 200 lines.")
                return
            yield (
                number,
                _row(
                    number, {field: one_line(cells[at]) if 0 <= at < len(cells) else "" for field, at in places.items()}
                ),
            )


def _row(line: int, given: dict[str, str]) -> Row | str:
    for field, limit in _LIMITS.items():
        if len(given[field]) > limit:
            return _("A text is too long: at most %(most)s characters.") % {"most": limit}
    if not all(given[field] for field in ("name", "street", "city")):
        return _("Name, street or town is missing.")
    if not (given["postcode"].isascii() and given["postcode"].isdigit() and len(given["postcode"]) == 5):
        return _("The postcode needs five digits.")
    kind = given.pop("kind") or Kind.BUSINESS.value
    kinds = {str(label).casefold(): value for value, label in Kind.choices} | {value: value for value in Kind.values}
    if kind.casefold() not in kinds:
        return _("This kind is not known.")
    try:
        if given["email"]:
            validate_email(given["email"])
    except ValidationError:
        return _("The e-mail address is not complete.")
    places = municipalities_at(given["postcode"], given["city"])
    if not places:
        return _("No municipality of the county has this postcode.")
    return Row(line=line, municipality=places[0], kind=kinds[kind.casefold()], **given)


class LetterCodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code from the letter"),
        max_length=40,
        widget=forms.TextInput(
            {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
