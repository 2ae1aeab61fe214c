"""The one index over everything public."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from psycopg.types.multirange import Multirange
from psycopg.types.range import Range

from regio.region.models import Municipality


class TimeRangesField(models.Field):
    """`tstzmultirange`: list of (start, end) pairs of aware datetimes, half-open, merged by the database."""

    def db_type(self, connection: Any) -> str:
        return "tstzmultirange"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> list[tuple[Any, Any]] | None:
        return None if value is None else [(part.lower, part.upper) for part in value]

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else Multirange([Range(start, end, "[)") for start, end in value])


class SearchEntry(models.Model):
    """What the search knows of one record of another room: text, place, hours, and what its card shows.

    The room that owns the record writes the entry in the same transaction (regio.search.actions.put).
    """

    kind = models.CharField(max_length=30)  # registered kind: "organisation", "municipality"
    key = models.CharField(max_length=64)
    facet = models.CharField(max_length=30, blank=True)  # finer kind for filters: "business", "association"
    title = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=200)
    summary = models.CharField(max_length=400, blank=True)
    words = models.TextField(blank=True)  # further text to be found by, never shown
    url = models.CharField(max_length=300)
    card = models.JSONField(default=dict, blank=True)  # what the result card shows: category, picture, city …
    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True, related_name="+")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    open_at = TimeRangesField(null=True)  # opening times of the coming weeks; empty: no hours known
    open_until = models.DateTimeField(null=True)  # how far `open_at` has been worked out
    vector = SearchVectorField(null=True)

    class Meta:
        verbose_name_plural = "search entries"
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="search_entry_once")]
        indexes = [
            GinIndex(fields=["vector"], name="search_by_words"),
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="search_by_likeness"),  # typing errors
            GistIndex(fields=["open_at"], name="search_open_now"),
            models.Index(fields=["lat", "lon"], name="search_near"),
            models.Index(fields=["kind", "sort_key", "id"], name="search_by_name"),  # lists without words
            models.Index(fields=["municipality", "kind"], name="search_of_municipality"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"
