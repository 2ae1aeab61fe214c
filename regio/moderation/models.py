"""Cases and what was said about them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from regio.moderation.choices import PENDING, State
from regio.region.models import Municipality


class Case(models.Model):
    """Something one of the owner's people decides. It speaks of a record by text and key and never loads it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)  # registered: "organisations.claim", "moderation.report"
    about_kind = models.CharField(max_length=60)  # "organisations.organisation"
    about_key = models.CharField(max_length=64)
    label = models.CharField(max_length=200)  # what it is about, in words
    url = models.CharField(max_length=300, blank=True)  # where to see it
    municipality = models.ForeignKey(Municipality, models.SET_NULL, null=True, related_name="+")  # empty: the county
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    opened_email = models.EmailField(blank=True)  # of somebody without account
    opened_at = models.DateTimeField(auto_now_add=True)
    statement = models.TextField(blank=True)  # what the opener says
    data = models.JSONField(default=dict, blank=True)  # what the kind keeps with it
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=30, blank=True)  # word of the kind; proposed or decided
    reasons = models.TextField(blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    appeal_of = models.ForeignKey("self", models.CASCADE, null=True, related_name="appeals")

    class Meta:
        indexes = [
            models.Index(
                fields=["kind", "municipality", "opened_at"], condition=Q(state__in=PENDING), name="case_queue"
            ),
            models.Index(fields=["about_kind", "about_key"], name="case_about"),  # history of a record
            models.Index(fields=["opened_by", "-opened_at"], name="case_of_person"),  # my cases
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about_kind", "about_key", "opened_by", "opened_email"],
                condition=Q(state__in=PENDING),
                nulls_distinct=False,
                name="case_open_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DECIDED) | (Q(decided_at__isnull=False) & ~Q(outcome="")),
                name="case_decided_with_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Remark(models.Model):
    """One entry in the dialogue of a case: between the desk and the opener, or among the desk only."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="remarks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    is_from_desk = models.BooleanField()
    is_internal = models.BooleanField(default=False)
    text = models.TextField(max_length=5000)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="remark_of_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.at}"
