"""Files and whose they are."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from regio.files.choices import Purpose, State


class FileQuerySet(models.QuerySet["File"]):
    def there(self) -> Self:
        """Those that were not removed."""
        return self.filter(dropped_at=None)

    def of(self, owner: tuple[str, str]) -> Self:
        """All files of one record."""
        return self.filter(owner_kind=owner[0], owner_key=owner[1])


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
    size = models.PositiveIntegerField()  # bytes that are kept: of a picture all its sizes together
    sha256 = models.CharField(max_length=64)
    width = models.PositiveSmallIntegerField(null=True)  # pixels; only pictures
    height = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    refusal = models.CharField(max_length=200, blank=True)  # why, in words
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    dropped_at = models.DateTimeField(null=True)  # removed: nobody sees it, and for a while it can be had back

    objects = FileQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["owner_kind", "owner_key", "purpose", "position"], name="file_of_owner"),
            models.Index(
                fields=["uploaded_by", "created_at"], name="file_by_person"
            ),  # export, erasure, how many a day
            models.Index(
                fields=["created_at"], condition=Q(state=State.WAITING), name="file_waiting"
            ),  # taken up again
            models.Index(fields=["dropped_at"], condition=Q(dropped_at__isnull=False), name="file_dropped"),  # deleted
        ]
        constraints = [models.CheckConstraint(condition=Q(size__lte=12 * 1024 * 1024), name="file_is_not_huge")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"

    @property
    def is_picture(self) -> bool:
        """Shown in pages; everything else is only downloaded."""
        return self.media_type.startswith("image/")

    @property
    def owner(self) -> tuple[str, str]:
        """Kind and key of the record it belongs to."""
        return self.owner_kind, self.owner_key
