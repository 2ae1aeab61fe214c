"""Files and whose they are."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from regio.files.choices import Purpose, State


class File(models.Model):
    """A picture or document of the record (`owner_kind`, `owner_key`). The bytes lie in the file storage below its id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_kind = models.CharField(max_length=60)  # "organisations.organisation"
    owner_key = models.CharField(max_length=64)
    purpose = models.CharField(max_length=10, choices=Purpose)
    position = models.PositiveSmallIntegerField(default=0)
    alt = models.CharField(max_length=200, blank=True)  # what a picture shows, for those who do not see it
    name = models.CharField(max_length=160)  # as downloads are called
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    width = models.PositiveSmallIntegerField(null=True)  # pixels; only pictures
    height = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    refusal = models.CharField(max_length=200, blank=True)  # why, in words
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["owner_kind", "owner_key", "purpose", "position"], name="file_of_owner"),
            models.Index(fields=["uploaded_by"], name="file_of_person"),  # export and erasure
        ]
        constraints = [models.CheckConstraint(condition=Q(size__lte=12 * 1024 * 1024), name="file_is_not_huge")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"
