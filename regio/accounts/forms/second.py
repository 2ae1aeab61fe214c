"""Second step, passkeys, and proving once more that it is you."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from regio.accounts.forms.fields import AddressField, NameField, code_field, secret
from regio.accounts.models import User
from regio.core.text import one_line

CODE_LABEL = _("Code of the app")
CODE_HINT = _("Six digits, new every half minute. Or one of your recovery codes.")
LONGEST_NAME = 60


class CredentialField(forms.JSONField):
    """What the browser's passkey dialogue answers. Anything but an object is refused before a library looks at it."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        if found is not None and not (isinstance(found, dict) and isinstance(found.get("response"), dict)):
            raise ValidationError(_("The passkey did not answer. Please try again."))
        return found


class SecondStepForm(AuthenticateForm):
    """The code that a sign-in asks for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(CODE_LABEL, hint=CODE_HINT)
        self.fields["code"].widget.attrs["autofocus"] = True


class SecondStepPasskeyForm(AuthenticateWebAuthnForm):
    credential = CredentialField()


class PasskeySignInForm(LoginWebAuthnForm):
    credential = CredentialField()


class AppForm(forms.Form):
    """The first code of a new app shows that it holds `secret`."""

    code = code_field(_("Code that the app shows now"), hint=_("Six digits"))

    def __init__(self, *args: Any, person: User, secret: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.secret = person, secret

    def clean_code(self) -> str:
        forget_try = check_rate_limit(self.person, error_key="rate_limited")
        code: str = self.cleaned_data["code"]
        if not validate_totp_code(self.secret, code):
            raise get_adapter().validation_error("incorrect_code")
        forget_try()
        return code


class PasskeyNameForm(forms.Form):
    """How a person calls the device with the passkey."""

    name = forms.CharField(
        label=_("Name of the passkey"),
        help_text=_("So that you know it again, such as My phone."),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Please give it a name.")},
    )

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise ValidationError(self.fields["name"].error_messages["required"])
        return name


class PasskeyForm(PasskeyNameForm):
    """A new passkey: its name, and what the browser answered."""

    credential = CredentialField()

    def clean_credential(self) -> dict[str, Any]:
        credential: dict[str, Any] = self.cleaned_data["credential"]
        auth.parse_registration_response(credential)
        if not auth.complete_registration(credential).is_user_verified():
            raise get_adapter().validation_error("incorrect_code")
        return credential


class PasswordProofForm(forms.Form):
    """The password once more. Tries are counted with those of the second step."""

    password = secret(_("Password"), autocomplete="current-password")

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        forget_try = check_rate_limit(self.person)
        if not self.person.check_password(self.cleaned_data["password"]):
            raise ValidationError(_("This password is not right."))
        forget_try()
        return ""


class MailedCodeForm(forms.Form):
    """Six digits of a mail; the action looks whether they fit."""

    code = code_field(_("Code from the e-mail"), hint=_("Six digits"))
    code.widget.attrs["autofocus"] = True


class NewAddressForm(forms.Form):
    """Another address to sign in with."""

    email = AddressField(label=_("New e-mail address"), help_text=_("We send a code to it."))


class RecoveryForm(forms.Form):
    """Who somebody says they are, and how the desk reaches them."""

    name = NameField(label=_("Your name"), help_text=_("As it stands in your identity document."))
    old = AddressField(label=_("E-mail address of the account"), help_text=_("The one you can no longer read."))
    new = AddressField(label=_("New e-mail address"), help_text=_("One you can read."))
    reach = forms.CharField(
        label=_("How do we reach you?"),
        help_text=_("A telephone number, and when. The desk asks you to come by with an identity document."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please say how we reach you.")},
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("old") and values.get("old") == values.get("new"):
            raise ValidationError(_("Both addresses are the same. If you can read it, sign in with a code."))
        return values
