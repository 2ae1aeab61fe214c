"""Letters that invite organisations: one run is one PDF, each letter carries a code that proves its address."""

import uuid

from django.conf import settings
from django.db import models

from regio.organisations.models.organisation import Organisation


class LetterRun(models.Model):
    """Letters made together. The PDF, which carries the codes, is kept for seven days, the rest as long as codes live."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(max_length=3000)
    created_at = models.DateTimeField(auto_now_add=True)
    problems = models.JSONField(default=list)  # [[line of the CSV, reason]], no names
    finished_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)  # the press could not do it

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="letter_run_by_age")]  # the desk's list; forget_letters

    def __str__(self) -> str:
        return f"letters {self.id}"


class Letter(models.Model):
    """One letter. Only the digest of its code is kept; usable once, until `expires_at`."""

    run = models.ForeignKey(LetterRun, models.CASCADE, related_name="letters")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="letters")
    position = models.PositiveSmallIntegerField()
    street = models.CharField(max_length=141)  # as on the envelope
    city = models.CharField(max_length=131)
    digest = models.CharField(max_length=64, blank=True)  # empty until it is printed
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["run", "organisation"], name="letter_once_in_run")]
        # claim_by_letter looks by `organisation`, the run by `run`: both have an index by their foreign key.

    def __str__(self) -> str:
        return f"letter to {self.organisation_id}"
