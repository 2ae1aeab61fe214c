"""Registration of the room."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegionConfig(AppConfig):
    name = "regio.region"

    def ready(self) -> None:
        """Put the room's own sections onto the owner's desk."""
        # Models cannot be imported before the apps are ready.
        from regio.core import privacy  # noqa: PLC0415
        from regio.region.actions.erasure import erase_person  # noqa: PLC0415
        from regio.region.choices import Duty  # noqa: PLC0415
        from regio.region.queries.people import parts_about, proposals_for  # noqa: PLC0415
        from regio.region.registry import Section, register_section  # noqa: PLC0415

        privacy.register("region", export=parts_about, erase=erase_person)
        _open_on_the_desk(Section, register_section, Duty, proposals_for)


def _open_on_the_desk(section: Any, register: Any, duty: Any, proposals_for: Any) -> None:
    register(
        section(
            "people",
            _("People and duties"),
            "people",
            "desk:people",
            {duty.TECHNICAL},
            count=proposals_for,
            text=_("Who is responsible for what; substitutes; somebody leaves"),
            county_only=True,
        )
    )
    register(
        section(
            "texts",
            _("Texts"),
            "document",
            "desk:texts",
            {duty.TECHNICAL, duty.EDITOR, duty.PRIVACY},
            text=_("Terms, privacy, help and easy language, with versions"),
            county_only=True,
        )
    )
    register(
        section(
            "settings",
            _("Settings"),
            "edit",
            "desk:settings",
            {duty.TECHNICAL, duty.EDITOR},
            text=_("Name, colours, legal notice, contact, how decisions are made"),
            county_only=True,
        )
    )
