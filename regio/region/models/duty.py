"""Who works for the owners."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from regio.core.time import today
from regio.region.choices import Duty
from regio.region.models.place import Municipality


class OwnerRoleQuerySet(models.QuerySet["OwnerRole"]):
    def current(self) -> Self:
        """Those that hold today; a substitute's end by themselves."""
        return self.filter(Q(until=None) | Q(until__gte=today()))

    def for_county(self) -> Self:
        """For the whole county, not for one Gemeinde."""
        return self.filter(municipality=None)


class OwnerRole(models.Model):
    """A duty one of the owner's people holds, for the whole county or for one Gemeinde."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="owner_roles")
    duty = models.CharField(max_length=20, choices=Duty)
    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True, blank=True)  # empty: the whole county
    until = models.DateField(null=True, blank=True)  # last day, for substitutes
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)

    objects = OwnerRoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "duty", "municipality"], nulls_distinct=False, name="owner_role_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.duty}"


class DutyProposal(models.Model):
    """A grant of the technical operation that waits for a second person, where the owner chose four eyes."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    duty = models.CharField(max_length=20, choices=Duty)
    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "duty", "municipality"], nulls_distinct=False, name="duty_proposal_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.duty}"
