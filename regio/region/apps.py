"""Registration of the room."""

from django.apps import AppConfig


class RegionConfig(AppConfig):
    name = "regio.region"
