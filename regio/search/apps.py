"""Registration of the room."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "regio.search"
