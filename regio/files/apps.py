"""Registration of the room."""

from django.apps import AppConfig

from regio.files.choices import DEEDS


class FilesConfig(AppConfig):
    name = "regio.files"

    def ready(self) -> None:
        """Say what is told and forgotten of a person."""
        # Models cannot be imported before the apps are ready.
        from regio.audit.registry import describe  # noqa: PLC0415
        from regio.core import privacy  # noqa: PLC0415
        from regio.files import actions, queries  # noqa: PLC0415

        describe(DEEDS)
        privacy.register("files", export=queries.parts_about, erase=actions.erase_person)
