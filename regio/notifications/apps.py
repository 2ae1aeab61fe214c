"""Registration of the room."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "regio.notifications"

    def ready(self) -> None:
        """Say what is known of a person, and who is told as one of the owner's people."""
        # Models cannot be imported before the apps are ready.
        from regio.core import privacy  # noqa: PLC0415
        from regio.notifications import actions, queries, registry  # noqa: PLC0415
        from regio.region.rules import holds_duty  # noqa: PLC0415
        from regio.region.signals import deed_done  # noqa: PLC0415

        privacy.register("notifications", export=queries.parts_about, erase=actions.erase_person)
        registry.register("duty", holds_duty)
        deed_done.connect(actions.end_duty, dispatch_uid="notifications")
