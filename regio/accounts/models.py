"""Persons. Only persons sign in; for an organisation they act by a membership (regio.organisations)."""

import unicodedata
import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils.module_loading import import_string

from regio.accounts.choices import FarName
from regio.core.time import now
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
    far_name = models.CharField(max_length=10, choices=FarName, default=FarName.FIRST)  # for people who are not near
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
    device = models.CharField(max_length=40, blank=True)  # "Firefox|Android": no version, no address
    began_at = models.DateTimeField(default=now)
    seen_at = models.DateTimeField(default=now)  # some minutes behind: sessions.SEEN_MINUTES

    @classmethod
    def get_session_store_class(cls) -> Any:
        return import_string(f"{settings.SESSION_ENGINE}.SessionStore")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A later save does not move when it began and when it was seen."""
        if kwargs.get("force_update"):
            kwargs["update_fields"] = ["session_data", "expire_date", "person", "device"]
        super().save(*args, **kwargs)


class AddressChange(models.Model):
    """A new e-mail address that the old one can still take back (docs/decisions/0008-second-step-and-address.md)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(User, models.CASCADE, related_name="address_changes")
    old = models.EmailField(max_length=254)
    new = models.EmailField(max_length=254)
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(Lower("old"), name="address_change_old")]  # sign-up: is this address still spoken for?

    def __str__(self) -> str:
        return f"{self.person_id} {self.at}"


class Recovery(models.Model):
    """The desk has seen who this is and gives the account a new address, after a time in which the old one can stop it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(User, models.CASCADE, related_name="recoveries")
    email = models.EmailField(max_length=254)  # the new address
    accepted_at = models.DateTimeField(default=now)
    used_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.person_id} {self.accepted_at}"
