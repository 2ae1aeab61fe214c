"""Ways into a team: invited, asked to join, handed over."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from regio.organisations.choices import Role
from regio.organisations.models.organisation import Organisation


class Invitation(models.Model):
    """Somebody was asked by e-mail to act for an organisation. The token itself stands only in the mail."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=10, choices=Role)
    token_hash = models.CharField(max_length=64, unique=True)  # SHA-256
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.role}"


class JoinRequest(models.Model):
    """Somebody asks to act for an organisation. Gone when it was answered."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="join_requests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="join_requests")
    statement = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="join_request_once")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.person_id}"


class Handover(models.Model):
    """A manager offers the management to a colleague; it changes hands when the colleague agrees."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="handover", primary_key=True)
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    taker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.giver_id} {self.taker_id}"
