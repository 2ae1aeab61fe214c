"""One county per installation and its Gemeinden."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from regio.region.choices import CaseMail, Land


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
    imprint = models.TextField(blank=True)  # what the law asks for beyond the fields below
    imprint_name = models.CharField(max_length=160, blank=True)  # § 5 DDG: who offers this, with the legal form
    imprint_address = models.TextField(max_length=300, blank=True)
    imprint_representative = models.CharField(max_length=160, blank=True)  # "Landrätin Vorname Name"
    imprint_vat = models.CharField(max_length=20, blank=True)  # § 27 a UStG
    imprint_authority = models.CharField(max_length=200, blank=True)  # supervision
    imprint_editor = models.TextField(max_length=300, blank=True)  # § 18 Abs. 2 MStV: name and address
    feedback_email = models.EmailField(blank=True)  # barriers and praise; empty: `email`
    enforcement_body = models.TextField(max_length=500, blank=True)  # arbitration for accessibility, of the Land
    crest_file = models.UUIDField(null=True, blank=True)  # of the room files, which stands above
    four_eyes = ArrayField(models.CharField(max_length=60), default=list, blank=True)  # case kinds; "technical": grants
    case_mail = models.CharField(max_length=10, choices=CaseMail, default=CaseMail.EACH)
    audit_months = models.PositiveSmallIntegerField(default=36)  # how long the trail is kept
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
    claim = models.CharField(max_length=120, blank=True)
    welcome = models.TextField(max_length=2000, blank=True)
    website = models.URLField(blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(max_length=300, blank=True)
    crest_file = models.UUIDField(null=True, blank=True)  # of the room files, which stands above
    hue = models.PositiveSmallIntegerField(null=True, blank=True)  # degrees of oklch; empty: the county's
    switches = ArrayField(
        models.CharField(max_length=40), default=list, blank=True
    )  # panels the town hall switched off

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["county_key", "sort_key"], name="municipality_of_county"),  # lists of own()
        ]
        constraints = [models.CheckConstraint(condition=Q(hue__lt=360), name="municipality_hue_is_degrees")]

    def __str__(self) -> str:
        return self.name
