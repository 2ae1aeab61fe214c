"""Registration of the room."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "regio.pages"
