"""Who has a page in the region."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import Right

from regio.organisations.choices import Access, Kind, Payment
from regio.region.models import Municipality


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def published(self) -> Self:
        """Those everybody may see."""
        return self.filter(published_at__isnull=False)

    def by_name(self) -> Self:
        """In the order of a German index (DIN 5007)."""
        return self.order_by("sort_key", "pk")


class Organisation(models.Model):
    """An actor of the region: business, association, church, office … with one public page."""

    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=160)
    slug = models.SlugField(max_length=80, unique=True)
    sort_key = models.CharField(max_length=200)
    category = models.CharField(max_length=80, blank=True)  # words people use: "Fahrradwerkstatt"
    words = models.CharField(max_length=400, blank=True)  # what else people call it: found by, never shown
    claim = models.CharField(max_length=200, blank=True)  # one line under the name
    description = models.TextField(blank=True)
    street = models.CharField(max_length=120, blank=True)
    housenumber = models.CharField(max_length=20, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    city = models.CharField(max_length=120, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="organisations")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    opening_hours = models.CharField(max_length=1000, blank=True)  # OSM grammar after our normaliser, or empty
    opening_hours_text = models.CharField(max_length=1000, blank=True)  # as given, when it could not be understood
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(max_length=300, blank=True)
    access = ArrayField(models.CharField(max_length=16, choices=Access), default=list, blank=True)
    access_note = models.CharField(max_length=400, blank=True)  # "Rampe am Hintereingang, bitte klingeln"
    payment = ArrayField(models.CharField(max_length=12, choices=Payment), default=list, blank=True)
    picture = models.CharField(max_length=120, blank=True)  # path below static/ or the files of the installation
    is_invented = models.BooleanField(default=False)  # demo county: marked on every page
    source = models.CharField(max_length=200, blank=True)
    source_licence = models.CharField(max_length=120, blank=True)
    source_url = models.URLField(max_length=300, blank=True)
    external_ref = models.CharField(max_length=120, null=True, blank=True, unique=True)  # noqa: DJ001 - empty is not a reference
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "kind", "sort_key"], name="organisation_of_municipality"),
            models.Index(fields=["sort_key", "id"], name="organisation_by_name"),  # keyset of the directory
            GinIndex(fields=["sort_key"], opclasses=["gin_trgm_ops"], name="organisation_alike"),  # likely_twins
            models.Index(fields=["lat", "lon"], name="organisation_by_box"),  # likely_twins: near ones
            models.Index(  # likely_twins: the same telephone, however it is written
                Right(Func("phone", Value("[^0-9]"), Value(""), Value("g"), function="regexp_replace"), 7),
                name="organisation_by_phone",
            ),
        ]
        constraints = [
            # Links on the page: nothing a browser would execute.
            models.CheckConstraint(
                condition=(Q(website="") | Q(website__regex=r"^https?://"))
                & (Q(source_url="") | Q(source_url__regex=r"^https?://")),
                name="organisation_links_are_web",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def icon(self) -> str:
        """Glyph of its kind."""
        return Kind(self.kind).icon

    def get_access_labels(self) -> list[str]:
        """In words of the page."""
        return [str(Access(word).label) for word in self.access if word in Access.values]

    def get_payment_labels(self) -> list[str]:
        """In words of the page."""
        return [str(Payment(word).label) for word in self.payment if word in Payment.values]

    @property
    def is_step_free(self) -> bool:
        """Known to be reached without a step."""
        return Access.STEP_FREE in self.access
