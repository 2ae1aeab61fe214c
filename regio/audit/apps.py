"""Registration of the room."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "regio.audit"
