"""allauth's forms with our words, one spelling of addresses, one password field."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.internal import flows
from allauth.core import context
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from regio.accounts.actions import sign_up, take_try, use_code
from regio.accounts.actions.limits import is_limited
from regio.accounts.actions.robots import is_work_done
from regio.accounts.errors import AddressTaken
from regio.accounts.forms.fields import PASSWORD_HINT, AddressField, NameField, code_field, home_field, secret
from regio.accounts.models import User


class LoginForm(allauth_forms.LoginForm):
    """Address and password; with an empty password a code is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("Leave it empty and we send you a code by e-mail.")
        self.fields["login"] = AddressField()
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"] = secret(_("Password"), autocomplete="current-password", required=False, help_text=hint)
        self.order_fields(["login", "password"])


class SignupForm(allauth_forms.SignupForm):
    """Name, address, and what is optional: home Gemeinde and password."""

    name = NameField()
    work = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home"] = home_field(_("Then you see first what is near you. You can change it at any time."))
        self.fields["email"] = AddressField(help_text=_("We send you a code to confirm it."))
        self.fields["password1"] = secret(
            _("Password"), autocomplete="new-password", required=False, help_text=PASSWORD_HINT
        )
        self.order_fields(["name", "email", "home", "password1", "work"])

    def clean(self) -> dict[str, Any]:
        """Work done in the background, or, without scripts, few sign-ups from one network: nobody has to solve a puzzle."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        is_proven = bool(self.errors) or is_work_done(values.get("work", ""))
        if not is_proven and is_limited(context.request, "sign_up_unproven"):
            raise ValidationError(_("There were many new accounts from your network. Please try again in ten minutes."))
        return values

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """A new person, or the same answer after the same time when the address has an account already."""
        values = self.cleaned_data
        if not self.account_already_exists:
            try:
                return self.save(request), None
            except AddressTaken:  # somebody was faster by a moment
                pass
        elif values["password1"]:
            User().set_password(values["password1"])  # as long as for a new person, so that time tells nothing
        return None, flows.signup.prevent_enumeration(request, email=values["email"])

    def save(self, request: HttpRequest) -> User:
        values = self.cleaned_data
        return sign_up(values["email"], name=values["name"], home=values["home"], password=values["password1"])


class RequestLoginCodeForm(allauth_forms.RequestLoginCodeForm):
    email = AddressField()


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    email = AddressField()


class CodeField:
    """Mixin: the field for the six digits of a mail. `issue` names the mail: its tries and its one use are counted."""

    def __init__(self, *args: Any, issue: str = "", **kwargs: Any) -> None:
        self.issue = issue
        super().__init__(*args, **kwargs)
        field = code_field(_("Code from the e-mail"), hint=_("Six digits"))
        field.widget.attrs["autofocus"] = True
        self.fields["code"] = field  # type: ignore[attr-defined]  # a mixin: allauth's form

    def clean_code(self) -> str:
        if not take_try(self.issue):
            raise get_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()  # type: ignore[misc]  # a mixin: allauth's form
        if not use_code(self.issue):
            raise get_adapter().validation_error("incorrect_code")
        return code


class ConfirmLoginCodeForm(CodeField, allauth_forms.ConfirmLoginCodeForm):
    pass


class ConfirmEmailCodeForm(CodeField, allauth_forms.ConfirmEmailVerificationCodeForm):
    pass


class ConfirmResetCodeForm(CodeField, allauth_forms.ConfirmPasswordResetCodeForm):
    pass


class OnePasswordField:
    """Mixin: a new password is typed once; who mistypes it asks for a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]  # a mixin: allauth's form
        fields.pop("password2", None)
        fields["password1"].label, fields["password1"].help_text = _("New password"), PASSWORD_HINT
        if "oldpassword" in fields:
            fields["oldpassword"] = secret(_("Current password"), autocomplete="current-password")
        for field in fields.values():
            field.widget.attrs.pop("placeholder", None)


class NewPasswordForm(OnePasswordField, allauth_forms.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(OnePasswordField, allauth_forms.ChangePasswordForm):
    pass


class SetPasswordForm(OnePasswordField, allauth_forms.SetPasswordForm):
    pass
