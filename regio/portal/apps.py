"""Registration of the room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "regio.portal"
