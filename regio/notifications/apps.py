"""Registration of the room."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "regio.notifications"

    def ready(self) -> None:
        """Say what is known of a person."""
        # Models cannot be imported before the apps are ready.
        from regio.core import privacy  # noqa: PLC0415
        from regio.notifications import actions, queries  # noqa: PLC0415

        privacy.register("notifications", export=queries.parts_about, erase=actions.erase_person)
