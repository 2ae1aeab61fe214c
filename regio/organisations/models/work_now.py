"""How an organisation works at the moment, and when a whole region is asked to say so."""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from regio.organisations.choices import Way
from regio.organisations.models.organisation import Organisation


class WorkNowQuerySet(models.QuerySet["WorkNow"]):
    def valid(self, on: date) -> Self:
        """Those that hold on the day `on`."""
        return self.filter(Q(until=None) | Q(until__gte=on))


class WorkNow(models.Model):
    """What is different at the moment: delivery, pickup, by phone, closed … Ends by itself after `until`."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="work_now", primary_key=True)
    ways = ArrayField(models.CharField(max_length=12, choices=Way), default=list)
    hours_note = models.CharField(max_length=200, blank=True)  # "täglich nur 9 bis 12 Uhr"
    sentence = models.CharField(max_length=300, blank=True)
    until = models.DateField(null=True)  # last day; empty: until changed
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = WorkNowQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["until"], name="work_now_ends")]  # nightly: what has ended leaves the cards

    def __str__(self) -> str:
        return f"{self.organisation_id} {','.join(self.ways)}"


class WorkCall(models.Model):
    """The owners ask every organisation of the region how it works now (pandemic, flood, black-out). One at a time."""

    text = models.TextField(max_length=1000)
    started_at = models.DateTimeField(auto_now_add=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(models.Value(1), condition=Q(ended_at__isnull=True), name="work_call_one_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d}"


class WorkAnswer(models.Model):
    """An organisation said how it works since the call began; the newest answer counts."""

    call = models.ForeignKey(WorkCall, models.CASCADE, related_name="answers")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "organisation"], name="work_answer_once")]

    def __str__(self) -> str:
        return f"{self.call_id} {self.organisation_id}"
