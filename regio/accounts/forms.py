"""Forms of the room: validation only."""

from django import forms
from django.http import HttpRequest

from regio.accounts.models import User


class SignupForm(forms.Form):
    """What sign-up asks besides address and password."""

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth after the account exists."""
