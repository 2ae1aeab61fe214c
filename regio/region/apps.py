"""Registration of the room."""

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

        privacy.register(
            "region",
            export=lambda person: [privacy.Part("region/duties.json", parts_about(person))],
            erase=erase_person,
        )
        register_section(
            Section(
                "people",
                _("People and duties"),
                "people",
                "desk:people",
                {Duty.TECHNICAL},
                count=proposals_for,
                text=_("Who is responsible for what; substitutes; somebody leaves"),
                county_only=True,
            )
        )
        register_section(
            Section(
                "texts",
                _("Texts"),
                "document",
                "desk:texts",
                {Duty.TECHNICAL, Duty.EDITOR, Duty.PRIVACY},
                text=_("Terms, privacy, help and easy language, with versions"),
                county_only=True,
            )
        )
        register_section(
            Section(
                "settings",
                _("Settings"),
                "edit",
                "desk:settings",
                {Duty.TECHNICAL, Duty.EDITOR},
                text=_("Name, colours, legal notice, contact, how decisions are made"),
                county_only=True,
            )
        )
