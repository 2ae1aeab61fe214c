"""Registration of the room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "regio.portal"

    def ready(self) -> None:
        """Say what the room knows of a person."""
        # Models cannot be imported before the apps are ready.
        from regio.core import privacy  # noqa: PLC0415
        from regio.portal.actions import show_guides_again  # noqa: PLC0415
        from regio.portal.panels import parts_about  # noqa: PLC0415

        privacy.register("portal", export=parts_about, erase=show_guides_again)
