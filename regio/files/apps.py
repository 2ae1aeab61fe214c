"""Registration of the room."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "regio.files"
