"""Fields that several forms share: an address in its one spelling, a name, a secret, a code."""

from typing import Any

from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from regio.accounts.models import normal_address
from regio.core.text import one_line
from regio.region.models import Municipality
from regio.region.queries import municipalities_with_page

NAME_LABEL, NAME_HINT = _("What should we call you?"), _("Those you write to see this name.")
PASSWORD_HINT = _("At least 10 characters. Several words are easy to remember and hard to guess.")


class AddressField(forms.EmailField):
    """An e-mail address in its one spelling."""

    default_error_messages = {"required": _("Please enter your e-mail address.")}
    default_validators = [EmailValidator(_("Please check the address. It looks like name@example.org."))]

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"})
        options: dict[str, Any] = {"label": _("E-mail address"), "widget": widget, "max_length": 254}
        super().__init__(**options | kwargs)

    def to_python(self, value: Any) -> str:
        return normal_address(super().to_python(value) or "")


def secret(label: Any, *, autocomplete: str, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A password field. What was typed is never sent back."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, required=required, strip=False, help_text=help_text)


def home_field(help_text: Any = "") -> "forms.ModelChoiceField[Municipality]":
    """Choice of the county's Gemeinden; saying nothing is fine."""
    return forms.ModelChoiceField(
        municipalities_with_page().order_by("sort_key", "pk"),
        required=False,
        label=_("Home municipality"),
        empty_label=_("I would rather not say"),
        help_text=help_text,
    )


class NameField(forms.CharField):
    """A name on one line, without signs that nobody sees or that turn what stands beside it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "name"})
        words = {"required": _("Please tell us a name.")}
        options: dict[str, Any] = {"label": NAME_LABEL, "help_text": NAME_HINT, "max_length": 80, "widget": widget}
        super().__init__(error_messages=words, **options | kwargs)

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")


def code_field(label: Any, *, hint: Any = "", length: int = 20, digits: bool = True) -> forms.CharField:
    """A code somebody types from a mail, an app or a sheet of paper."""
    attrs = {"autocomplete": "one-time-code", "class": "r-code", "autocapitalize": "none", "spellcheck": "false"}
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=length,
        widget=forms.TextInput(attrs=attrs | ({"inputmode": "numeric"} if digits else {})),
        error_messages={"required": _("Please enter the code.")},
    )
