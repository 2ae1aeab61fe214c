"""Registration of the room."""

from django.apps import AppConfig

from regio.region.signals import deed_done


class AuditConfig(AppConfig):
    name = "regio.audit"

    def ready(self) -> None:
        """Keep the trail of the region, which stands below this room and cannot call it."""
        from regio.audit import actions  # noqa: PLC0415 - models cannot be imported before the apps are ready

        deed_done.connect(actions.record_deed, dispatch_uid="regio.audit")
