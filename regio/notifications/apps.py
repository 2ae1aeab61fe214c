"""Registration of the room."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "regio.notifications"
