"""Registration of the room."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "regio.organisations"
