"""Pages, their drafts and their history."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from regio.pages.choices import Kind


class Page(models.Model):
    """A page of the owner (`owner_kind`, `owner_key`). `blocks` is what everybody sees, `draft` what is being written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_kind = models.CharField(max_length=30)  # "organisation", "municipality": registered
    owner_key = models.CharField(max_length=64)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PAGE)
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=160)
    blocks = models.JSONField(default=list)
    draft = models.JSONField(null=True)  # {"title": …, "blocks": […]}; empty: nothing changed since publication
    revision = models.PositiveIntegerField(default=0)  # grows with each save: two editors do not overwrite each other
    position = models.PositiveSmallIntegerField(default=0)
    published_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)  # by moderation
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner_kind", "owner_key", "slug"], name="page_address_once")]
        indexes = [
            models.Index(  # pages and newest news of an owner
                fields=["owner_kind", "owner_key", "kind", "-published_at"],
                condition=Q(published_at__isnull=False),
                name="page_of_owner",
            )
        ]

    def __str__(self) -> str:
        return self.title


class PageVersion(models.Model):
    """What was published when and by whom."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    blocks = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="page_version_once")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.number}"
