"""Who acts for an organisation."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from regio.organisations.choices import ANSWERING, Role
from regio.organisations.models.organisation import Organisation


class Membership(models.Model):
    """A person may act for an organisation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="membership_once")]
        indexes = [models.Index(fields=["person", "role"], name="membership_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.organisation_id}"

    @staticmethod
    def answering() -> Q:
        """Condition on a membership: may write as the organisation."""
        return Q(role__in=ANSWERING)
