"""Texts the law asks for, with every version that was ever in force."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from regio.region.choices import TextKind


class LegalTextQuerySet(models.QuerySet["LegalText"]):
    def published(self) -> Self:
        """Versions that were published, in force or not yet."""
        return self.exclude(version=None)


class LegalText(models.Model):
    """One version of a text in one language, in Markdown. The row without a version is the draft."""

    kind = models.CharField(max_length=20, choices=TextKind)
    language = models.CharField(max_length=5)
    version = models.PositiveIntegerField(null=True)  # 1, 2, 3 …; empty: draft
    body = models.TextField(max_length=60_000)
    valid_from = models.DateField(null=True)
    edited_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = LegalTextQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "version"], nulls_distinct=False, name="legal_text_once"
            ),
            models.CheckConstraint(
                condition=Q(version=None, published_at=None)
                | Q(version__isnull=False, published_at__isnull=False, valid_from__isnull=False),
                name="legal_text_published_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language} {self.version or 'draft'}"
