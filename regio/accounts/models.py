"""Persons. Only persons sign in; for an organisation they act by a membership (regio.organisations)."""

import unicodedata
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils.module_loading import import_string

from regio.region.models import Municipality

LONGEST_DOMAIN = 253  # RFC 1035; beyond it only costs time, and Python's encoder takes its square


def normal_address(text: str) -> str:
    """The one spelling of an e-mail address: compatible letters, lower case, domain as it travels (`xn--…`)."""
    local, at, domain = unicodedata.normalize("NFKC", text).strip().lower().rpartition("@")
    if len(domain) > LONGEST_DOMAIN:
        return f"{local}{at}{domain}"
    try:
        return f"{local}{at}{domain.encode('idna').decode()}"
    except UnicodeError:  # no domain can look like that; validation says so
        return f"{local}{at}{domain}"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person with a normalised address; without a password they sign in by e-mail code."""
        user = self.model(email=normal_address(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """However the address is spelled."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """One account for everything regional."""

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=80)  # as the person wants to be called
    home = models.ForeignKey(Municipality, models.SET_NULL, null=True, blank=True, related_name="residents")
    radius_km = models.PositiveSmallIntegerField(default=10)
    language = models.CharField(max_length=5, blank=True)  # empty: what the browser asks for
    theme = models.CharField(max_length=5, blank=True)  # light, dark; empty: as the device
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name or self.email


class Session(AbstractBaseSession):
    """A sign-in on one device; without a person it only keeps a draft or a form."""

    person = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")

    @classmethod
    def get_session_store_class(cls) -> Any:
        return import_string(f"{settings.SESSION_ENGINE}.SessionStore")
