"""The trail: who did what to which record. Rows are written once and never changed."""

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One deed. It keeps text and keys and never loads the record it speaks of."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )  # empty: the platform
    deed = models.CharField(max_length=80)  # "organisations.member_added"
    kind = models.CharField(max_length=60)  # "organisations.organisation"
    key = models.CharField(max_length=64)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["kind", "key", "-at"], name="audit_of_record"),  # the history of one record
            models.Index(fields=["by", "-at"], name="audit_of_person"),  # what one person did
            models.Index(fields=["deed", "-id"], name="audit_of_deed"),  # the log by deed
            models.Index(fields=["at"], name="audit_in_time"),  # the log by day; forgetting
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.kind}:{self.key}"
