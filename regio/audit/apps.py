"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from regio.region.signals import deed_done


class AuditConfig(AppConfig):
    name = "regio.audit"

    def ready(self) -> None:
        """Keep the trail of the region, which stands below this room and cannot call it; show the trail on the desk."""
        # Models cannot be imported before the apps are ready.
        from regio.audit import actions, queries  # noqa: PLC0415
        from regio.core import privacy  # noqa: PLC0415
        from regio.region.choices import Duty  # noqa: PLC0415
        from regio.region.registry import Section, register_section  # noqa: PLC0415

        deed_done.connect(actions.record_deed, dispatch_uid="regio.audit")
        privacy.register(
            "audit",
            export=lambda person: [privacy.Part("audit/trail.json", queries.parts_about(person))],
            erase=actions.erase_person,
        )
        register_section(
            Section(
                "trail",
                _("Trail"),
                "document",
                "audit:log",
                {Duty.TECHNICAL, Duty.PRIVACY},
                text=_("Who did what to which record"),
                county_only=True,
            )
        )
