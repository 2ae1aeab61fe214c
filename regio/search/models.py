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


class SpotField(models.Field):
    """A place as a point of the globe in three dimensions, in kilometres (documents.spot): nearest first by index."""

    def db_type(self, connection: Any) -> str:
        return "cube"


class SearchEntry(models.Model):
    """What the search knows of one record of another room: text, place, and what its card shows.

    The room that owns the record writes the entry in the same transaction (regio.search.actions.put).
    """

    # The order of the columns is that of the table: what is read for thousands of rows stands before the long texts.
    municipality = models.ForeignKey(Municipality, models.DB_CASCADE, null=True, related_name="+", db_index=False)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    put_at = models.DateTimeField()  # when it was last written; a rebuild leaves alone what is newer than itself
    is_step_free = models.BooleanField(default=False)
    facet = models.CharField(max_length=30, blank=True)  # finer kind for filters: "business", "association"
    kind = models.CharField(max_length=30)  # registered kind: "organisation", "municipality"
    key = models.CharField(max_length=64)
    spot = SpotField(null=True)
    heading = SearchVectorField()  # words of the title: these hits come first
    vector = (
        SearchVectorField()
    )  # all words by weight: A title, B category and keywords, C summary and place, D the rest
    sort_key = models.CharField(max_length=200)  # DIN 5007
    spelled = models.CharField(max_length=200)  # the title with all spellings made one (documents.spelled)
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=400, blank=True)
    url = models.CharField(max_length=300)
    card = models.JSONField(default=dict, blank=True)  # what the result card shows: documents.Document.card

    class Meta:
        verbose_name_plural = "search entries"
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="search_entry_once")]
        indexes = [
            GinIndex(fields=["vector"], name="search_by_words", fastupdate=False),  # find and counts with words
            GinIndex(fields=["heading"], name="search_by_heading", fastupdate=False),  # find: title hits; suggest
            GistIndex(fields=["spot"], name="search_by_spot"),  # find: nearest first
            models.Index(fields=["lat", "lon"], name="search_by_box"),  # find: radius
            models.Index(fields=["kind", "sort_key", "id"], name="search_by_name"),  # find without words, one kind
            models.Index(fields=["sort_key", "id"], name="search_all_by_name"),  # find without words, every kind
            models.Index(fields=["municipality", "sort_key"], name="search_of_municipality"),  # find in a Gemeinde
            models.Index(  # counts without words, from the index alone
                fields=["kind", "facet", "municipality"],
                include=["id", "lat", "lon", "spot", "is_step_free"],
                name="search_counted",
            ),
            models.Index(fields=["spelled"], opclasses=["text_pattern_ops"], name="search_by_beginning"),  # suggest
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class SearchHours(models.Model):
    """Opening times of the coming weeks. Apart from the entry: they move on every night, the indexes of words do not."""

    entry = models.OneToOneField(SearchEntry, models.DB_CASCADE, primary_key=True, related_name="hours")
    open_at = TimeRangesField()
    until = models.DateTimeField()  # how far `open_at` has been worked out

    class Meta:
        verbose_name_plural = "search hours"
        indexes = [models.Index(fields=["until"], name="search_hours_stale")]  # refresh_open_times: is it time?

    def __str__(self) -> str:
        return f"hours of {self.entry_id}"


class SearchWord(models.Model):
    """A word some entry contains: what a mistyped word may have meant.

    Deliberately not unique: two transactions that bring the same new word must not wait for each other. The
    nightly `tidy_words` removes doubles and words nobody uses any more.
    """

    word = models.CharField(max_length=60)

    class Meta:
        indexes = [
            GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="search_word_alike"),  # find: typing errors
            models.Index(fields=["word"], name="search_word"),  # put: is it known already?
        ]

    def __str__(self) -> str:
        return self.word
