"""Registration of the room."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "regio.moderation"
