"""Who acts for an organisation."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from regio.core.time import now
from regio.organisations.choices import ANSWERING, RightName, Role
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
        """Condition on a membership: may write as the organisation, by role or by a right that lasts."""
        return Q(role__in=ANSWERING) | Membership.holding(RightName.ANSWER)

    @staticmethod
    def holding(right: str) -> Q:
        """Condition on a membership: was given this single right, and it still lasts."""
        return Q(pk__in=Right.objects.filter(right=right, until__gt=now()).values("membership"))


class Right(models.Model):
    """A single right of a member for a time. Nothing has to end it: after `until` it does not count."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="rights")
    right = models.CharField(max_length=10, choices=RightName)
    until = models.DateTimeField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "right"], name="right_once")]
        indexes = [models.Index(fields=["right", "until"], name="right_that_lasts")]  # Membership.holding

    def __str__(self) -> str:
        return f"{self.membership_id} {self.right}"
