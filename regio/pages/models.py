"""Pages, their drafts and their history."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from regio.pages.choices import Kind
from regio.region.models import Municipality


class PageQuerySet(models.QuerySet["Page"]):
    def live(self) -> Self:
        """Published, neither hidden nor deleted. Whether the owner is public is asked of the owner (rules.py)."""
        return self.filter(published_at__isnull=False, hidden_at=None, deleted_at=None)

    def of(self, owner_kind: str, owner_key: str) -> Self:
        """All of one owner."""
        return self.filter(owner_kind=owner_kind, owner_key=owner_key)

    def standing(self) -> Self:
        """In the order of the owner's navigation."""
        return self.filter(kind=Kind.PAGE).order_by("position", "created_at")

    def newest(self) -> Self:
        """News, newest first."""
        return self.filter(kind=Kind.NEWS).order_by("-day", "-published_at", "pk")

    def lock(self, pk: uuid.UUID) -> "Page":
        """The row as it is now, held until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=pk)


class Page(models.Model):
    """A page of the owner (`owner_kind`, `owner_key`). `blocks` is what everybody sees, `draft` what is being written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_kind = models.CharField(max_length=30)  # "organisation", "municipality": registered
    owner_key = models.CharField(max_length=64)
    municipality = models.ForeignKey(Municipality, models.SET_NULL, null=True, related_name="+")  # of the owner
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PAGE)
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=160)
    menu_title = models.CharField(max_length=40, blank=True)  # in the owner's navigation; empty: the title
    lead = models.CharField(max_length=300, blank=True)  # two lines that say it all, for lists
    day = models.DateField(null=True)  # of news
    until = models.DateField(null=True)  # news leave the lists after it
    teaser = models.JSONField(null=True)  # picture of news: {"file", "alt", "caption"}
    blocks = models.JSONField(default=list)
    draft = models.JSONField(null=True)  # documents.Content; empty: nothing changed since publication
    draft_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    draft_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0)  # grows with each save: two editors do not overwrite each other
    position = models.PositiveSmallIntegerField(default=0)
    published_at = models.DateTimeField(null=True)  # first publication; withdrawn: empty
    hidden_at = models.DateTimeField(null=True)  # by moderation
    deleted_at = models.DateTimeField(null=True)  # can be brought back for 30 days
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner_kind", "owner_key", "slug"], name="page_address_once"),
            models.CheckConstraint(
                condition=Q(kind=Kind.PAGE) | Q(published_at=None) | Q(day__isnull=False), name="page_news_have_a_day"
            ),
            models.CheckConstraint(
                condition=Q(day=None) | Q(until=None) | Q(until__gte=F("day")), name="page_ends_after_it_began"
            ),
        ]
        indexes = [
            models.Index(  # pages and newest news of an owner
                fields=["owner_kind", "owner_key", "kind", "-published_at"],
                condition=Q(published_at__isnull=False),
                name="page_of_owner",
            ),
            models.Index(  # news near somebody
                fields=["municipality", "-day"],
                condition=Q(kind=Kind.NEWS, published_at__isnull=False, hidden_at=None, deleted_at=None),
                name="page_news_of_gemeinde",
            ),
            models.Index(  # emptying the bin
                fields=["deleted_at"], condition=Q(deleted_at__isnull=False), name="page_deleted"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_live(self) -> bool:
        """Twin of `live()`."""
        return self.published_at is not None and self.hidden_at is None and self.deleted_at is None

    @property
    def label(self) -> str:
        """As navigation calls it."""
        return self.menu_title or self.title


class PageVersion(models.Model):
    """What was published when and by whom, or a draft that gave way to another one (`is_published` false)."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    blocks = models.JSONField()
    rest = models.JSONField(default=dict)  # the other fields of documents.Content
    is_published = models.BooleanField(default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="page_version_once")]
        indexes = [models.Index(fields=["by"], name="page_version_of_person")]  # export and erasure

    def __str__(self) -> str:
        return f"{self.page_id} {self.number}"

    @property
    def stored(self) -> dict[str, Any]:
        """As documents.Content reads it."""
        return {"title": self.title, "blocks": self.blocks, **self.rest}
