"""One county per installation, its Gemeinden, and who works for the owners."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from regio.region.choices import Duty, Land


class County(models.Model):
    """The owner of this installation (a cell serves one county, DESIGN §1): exactly one row."""

    key = models.CharField(max_length=5, unique=True)  # Kreisschlüssel, first five digits of the AGS
    name = models.CharField(max_length=120)  # as people say it: "Landkreis Emmendingen"
    kind = models.CharField(max_length=60, default="Landkreis")
    land = models.CharField(max_length=2, choices=Land)
    claim = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    phone_hours = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    imprint = models.TextField(blank=True)
    brand_hue = models.PositiveSmallIntegerField(
        default=164
    )  # degrees of oklch hue; lightness is fixed, so contrast holds
    accent_hue = models.PositiveSmallIntegerField(default=42)
    land_hue = models.PositiveSmallIntegerField(default=128)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="county_is_one"),
            models.CheckConstraint(
                condition=Q(brand_hue__lt=360, accent_hue__lt=360, land_hue__lt=360), name="county_hues_are_degrees"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def own(self) -> Self:
        """Those of the county this installation serves."""
        return self.filter(county_key__in=County.objects.values("key"))

    def by_name(self) -> Self:
        """In the order of a German index (DIN 5007)."""
        return self.order_by("sort_key", "pk")


class Municipality(models.Model):
    """A Gemeinde of the official register (Destatis). Those of other counties are kept as neighbours."""

    ars = models.CharField(max_length=12, unique=True)  # Regionalschlüssel
    ags = models.CharField(max_length=8, unique=True)  # Gemeindeschlüssel
    county_key = models.CharField(max_length=5)
    county_name = models.CharField(max_length=120, blank=True)
    land = models.CharField(max_length=2, choices=Land, blank=True)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80, unique=True)
    sort_key = models.CharField(max_length=200)
    kind = models.CharField(max_length=80, blank=True)  # "Stadt", "Große Kreisstadt", "Gemeinde" …
    association = models.CharField(max_length=160, blank=True)  # Gemeindeverwaltungsverband
    postcodes = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    population = models.PositiveIntegerField(null=True)
    area_km2 = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    boundary = models.JSONField(null=True, blank=True)  # GeoJSON Polygon or MultiPolygon, WGS84
    boundary_source = models.CharField(max_length=200, blank=True)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["county_key", "sort_key"], name="municipality_of_county"),  # lists of own()
        ]

    def __str__(self) -> str:
        return self.name


class OwnerRole(models.Model):
    """A duty one of the owner's people holds, for the whole county or for one Gemeinde."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="owner_roles")
    duty = models.CharField(max_length=20, choices=Duty)
    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True, blank=True)  # empty: the whole county
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "duty", "municipality"], nulls_distinct=False, name="owner_role_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.duty}"
