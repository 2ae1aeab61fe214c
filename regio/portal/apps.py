"""Registration of the room."""

from collections.abc import Callable
from functools import partial

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "regio.portal"

    def ready(self) -> None:
        """Crests are seen by everybody and shown as soon as they are ready."""
        # Models cannot be imported before the apps are ready.
        from regio.core import privacy  # noqa: PLC0415
        from regio.files import registry as files  # noqa: PLC0415
        from regio.moderation.registry import register  # noqa: PLC0415
        from regio.portal.actions import BARRIER_KIND, show_crest, show_guides_again  # noqa: PLC0415
        from regio.portal.choices import COUNTY, MUNICIPALITY  # noqa: PLC0415
        from regio.portal.panels import parts_about  # noqa: PLC0415

        register(BARRIER_KIND)
        privacy.register("portal", export=parts_about, erase=show_guides_again)
        for kind in (COUNTY, MUNICIPALITY):
            files.register(
                kind,
                can_see=lambda user, key, purpose: True,
                is_public=lambda key, purpose: True,
                changed=partial(show_changed, show_crest, kind),
            )


def show_changed(show: Callable[[str, str], None], kind: str, key: str, purpose: str) -> None:
    """Crests are all the files these records have."""
    show(kind, key)
