"""Whom to ask for what, and where else the organisation is."""

from django.db import models

from regio.organisations.models.organisation import Organisation
from regio.region.models import Municipality


class Contact(models.Model):
    """A person or desk of an organisation and what it is responsible for. Public: the organisation decides who stands here."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="contacts")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=120)  # "Frau Weber" or "Bürgerbüro"
    function = models.CharField(max_length=120, blank=True)  # "Sachbearbeitung Wohngeld"
    duties = models.CharField(max_length=400, blank=True)  # words with commas: "Wohngeld, Lastenzuschuss"; found by
    phone = models.CharField(max_length=40, blank=True)
    mobile = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    room = models.CharField(max_length=60, blank=True)
    hours_text = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["organisation", "position"], name="contact_of_organisation")]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """Another place of an organisation, with hours of its own: branch, sports ground, village office."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="places")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=120)
    street = models.CharField(max_length=120, blank=True)
    housenumber = models.CharField(max_length=20, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    city = models.CharField(max_length=120, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="+")
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    opening_hours = models.CharField(max_length=1000, blank=True)  # OSM grammar
    opening_hours_text = models.CharField(max_length=1000, blank=True)  # as given, when it could not be understood

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["organisation", "position"], name="place_of_organisation")]

    def __str__(self) -> str:
        return self.name
