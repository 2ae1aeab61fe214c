"""The imprint, asked in plain words: only what this kind and legal form has to say."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regio.core.text import fold, one_line
from regio.organisations.choices import Kind, LegalForm
from regio.organisations.models import Imprint
from regio.organisations.queries.imprint import FORMS, LABELS, asked_in_imprint, required_in_imprint

HINTS: dict[str, str | Promise] = {
    "legal_name": _("Exactly as in the register or statutes, for example “Bäckerei Morgenröte GmbH”."),
    "street": _("Where letters and officials reach you. A post-office box is not enough."),
    "representatives": _("For example “Managing director: Sina Beck” or “Board: Ruth Kaltenbach, Emil Ganter”."),
    "email": _("For questions about the law. It will be public."),
    "phone": _("For example 07641 12345."),
    "register_court": _("For example “Amtsgericht Freiburg”."),
    "register_number": _("For example “HRB 12345” or “VR 260123”."),
    "vat_id": _("DE and nine digits, if you have one. Never your tax number."),
    "business_id": _("For example DE123456789-00001, if you have one."),
    "authority": _("Only if your work needs a licence, for example restaurants, estate agents, care."),
    "profession": _("Only for regulated professions: chamber, professional title and where it was given, rules."),
    "content_responsible": _("First and last name and address of one person. Only if you publish news of your own."),
}
SOLE_NAME = _("Your first and last name, for example “Petra Grimmer”.")
PRESS = _("First and last name and address of the person who answers for what you publish (§ 18 MStV).")
PROMISE = _("We offer only goods and services that are lawful in the European Union (Art. 30 DSA).")
_AUTOCOMPLETE = {
    "legal_name": "organization",
    "street": "street-address",
    "postcode": "postal-code",
    "city": "address-level2",
    "email": "email",
    "phone": "tel",
}


class LegalFormForm(forms.Form):
    """The first question: everything else follows from it."""

    rechtsform = forms.ChoiceField(label=_("What is your legal form?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rechtsform"].choices = [(form.value, form.label) for form in FORMS[Kind(kind)]]  # type: ignore[attr-defined]  # of a choice field


class ImprintForm(forms.Form):
    """Fields by kind and legal form; values go to actions.save_imprint."""

    def __init__(self, *args: Any, kind: str, legal_form: str, imprint: Imprint, **kwargs: Any) -> None:
        self.legal_form = legal_form
        asked = asked_in_imprint(kind, legal_form)
        initial = {field: getattr(imprint, field) for field in asked}
        super().__init__(*args, **{"initial": initial, **kwargs})
        required = required_in_imprint(kind, legal_form)
        for name in asked:
            if name not in ("legal_form", "trader_certified_at"):
                self.fields[name] = _field(name, required=name in required)
        if legal_form == LegalForm.SOLE:
            self.fields["legal_name"].help_text = SOLE_NAME
        if kind == Kind.MEDIA:
            self.fields["content_responsible"].help_text = PRESS
        if "trader_certified_at" in required:
            is_set = imprint.trader_certified_at is not None
            self.fields["is_trader_certified"] = forms.BooleanField(label=PROMISE, initial=is_set)

    def clean(self) -> dict[str, Any]:
        """Texts on one line; numbers as they are written in law."""
        cleaned = super().clean() or {}
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = one_line(value)
        for name in ("vat_id", "business_id"):
            if cleaned.get(name):
                cleaned[name] = cleaned[name].replace(" ", "").replace(".", "").upper()
        self._check(cleaned)
        return cleaned

    def _check(self, cleaned: dict[str, Any]) -> None:
        rules: list[tuple[str, str, str | Promise]] = [
            ("postcode", r"[0-9]{5}|[A-Z0-9 -]{3,10}", _("A postcode has five digits.")),
            ("vat_id", r"DE[0-9]{9}|(?!DE)[A-Z]{2}[0-9A-Z]{2,9}", _("A German VAT number is DE and nine digits.")),
            ("business_id", r"DE[0-9]{9}-[0-9]{5}", _("It looks like DE123456789-00001.")),
            ("phone", r"(?=(.*[0-9]){5}).*", _("Please write the whole number with area code.")),
        ]
        for name, pattern, text in rules:
            if cleaned.get(name) and not re.fullmatch(pattern, cleaned[name]):
                self.add_error(name, ValidationError(str(text)))
        if "postfach" in fold(cleaned.get("street", "")):
            self.add_error(
                "street", ValidationError(_("A post-office box is not enough. Please give street and number."))
            )
        if self.legal_form == LegalForm.SOLE and " " not in cleaned.get("legal_name", " "):
            self.add_error("legal_name", ValidationError(_("Please give first and last name.")))

    @property
    def rare(self) -> list[forms.BoundField]:
        """What only some have to say."""
        return [bound for bound in self if not bound.field.required]

    @property
    def is_rare_used(self) -> bool:
        """Something stands there, or is wrong there."""
        return any(bound.value() or bound.errors for bound in self.rare)

    @property
    def values(self) -> dict[str, Any]:
        """What goes to the action."""
        return {**self.cleaned_data, "legal_form": self.legal_form}


def _field(name: str, *, required: bool) -> forms.Field:
    kind = forms.EmailField if name == "email" else forms.CharField
    attrs = {"autocomplete": _AUTOCOMPLETE[name]} if name in _AUTOCOMPLETE else {}
    widget: forms.Widget = forms.EmailInput(attrs) if name == "email" else forms.TextInput(attrs)
    longest = getattr(Imprint._meta.get_field(name), "max_length", 0)
    longest += 8 * (name in ("vat_id", "business_id"))  # typed with blanks
    return kind(
        label=str(LABELS[name]),
        help_text=str(HINTS.get(name, "")),
        required=required,
        max_length=longest,
        widget=widget,
    )
