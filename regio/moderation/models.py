"""Cases and what was said about them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from regio.moderation.choices import PENDING, REPORT, Ground, Need, Reason, Side, State
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
    ground = models.CharField(max_length=10, choices=Ground, blank=True)  # what a measure rests on
    reasons = models.TextField(blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    appeal_of = models.ForeignKey("self", models.CASCADE, null=True, related_name="appeals")
    keep_until = models.DateTimeField(null=True)  # hidden content is kept so long, and while an appeal is open

    class Meta:
        indexes = [
            models.Index(
                fields=["kind", "municipality", "opened_at"], condition=Q(state__in=PENDING), name="case_queue"
            ),
            models.Index(fields=["about_kind", "about_key"], name="case_about"),  # history of a record
            models.Index(fields=["opened_by", "-opened_at"], name="case_of_person"),  # my cases
            models.Index(fields=["keep_until"], condition=Q(keep_until__isnull=False), name="case_kept"),  # purge
            models.Index(fields=["decided_at"], name="case_decided"),  # figures of a year
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about_kind", "about_key", "opened_by", "opened_email"],
                condition=Q(state__in=PENDING),
                nulls_distinct=False,
                name="case_open_once",
            ),
            models.UniqueConstraint(  # whoever reports the same thing joins the open case
                fields=["about_kind", "about_key"], condition=Q(kind=REPORT, state__in=PENDING), name="case_one_report"
            ),
            models.UniqueConstraint(
                fields=["appeal_of", "opened_by", "opened_email"],
                condition=Q(appeal_of__isnull=False) & ~Q(state=State.WITHDRAWN),
                nulls_distinct=False,
                name="case_appeal_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DECIDED) | (Q(decided_at__isnull=False) & ~Q(outcome="")),
                name="case_decided_with_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Party(models.Model):
    """Somebody concerned: who opened the case, who joined a report, who answers for what was reported."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="parties")
    side = models.CharField(max_length=10, choices=Side, default=Side.OPENER)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=80, blank=True)  # of somebody without account
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, blank=True)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)  # of a report
    statement = models.TextField(blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-joined_at"], name="party_of_person"),  # my cases
            models.Index(fields=["case", "side"], name="party_of_case"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person", "side"], condition=Q(person__isnull=False), name="party_once"
            ),
            models.UniqueConstraint(
                fields=["case", "email"], condition=Q(person=None) & ~Q(email=""), name="party_once_by_email"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.side}"


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


class ReasonTemplate(models.Model):
    """A text for reasons the desk keeps. Placeholders: `documents.PLACEHOLDERS`."""

    kind = models.CharField(max_length=60, blank=True)  # of case; empty: all
    outcome = models.CharField(max_length=30, blank=True)  # empty: all
    name = models.CharField(max_length=80)
    text = models.TextField(max_length=5000)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="reason_template_once")]

    def __str__(self) -> str:
        return self.name


class Insight(models.Model):
    """One of the owner's people said why they look at what is private in a case; it opens for a while."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="insights")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    need = models.CharField(max_length=10, choices=Need)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["case", "by", "-at"], name="insight_of_person")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.need}"


class MailWish(models.Model):
    """One of the owner's people wants a mail for every new case of a kind. Without a row they only see the count."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="mail_wish_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"
