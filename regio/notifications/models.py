"""Notices: text and address; they never load the record they speak of."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Notice(models.Model):
    """One thing a person was told."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)  # "moderation.decided"
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)  # address on this platform
    circle = models.CharField(max_length=80, blank=True)  # told as one of these ("managers-12"): registry
    told_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)  # claimed by the job that sends it: exactly once

    class Meta:
        indexes = [
            models.Index(fields=["person", "-told_at"], name="notice_of_person"),  # the list of notices
            models.Index(fields=["person"], condition=Q(read_at=None), name="notice_unread"),  # the count in the shell
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(url="") | (Q(url__startswith="/") & ~Q(url__startswith="//")), name="notice_links_stay_here"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"
