"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from regio.core import privacy
from regio.moderation.choices import DEEDS
from regio.region import registry as desk
from regio.region.choices import Duty


class ModerationConfig(AppConfig):
    name = "regio.moderation"

    def ready(self) -> None:
        """Own kinds of cases, evidence, privacy, and the way on the owner's desk."""
        # Models cannot be imported before the apps are ready.
        from regio.audit.registry import describe  # noqa: PLC0415
        from regio.files import registry as files  # noqa: PLC0415
        from regio.moderation import registry, rules  # noqa: PLC0415
        from regio.moderation.actions.appeal import KIND as APPEAL_KIND  # noqa: PLC0415
        from regio.moderation.actions.person import erase_person  # noqa: PLC0415
        from regio.moderation.actions.report import KIND as REPORT_KIND  # noqa: PLC0415
        from regio.moderation.queries import cases  # noqa: PLC0415
        from regio.moderation.queries.person import parts_about  # noqa: PLC0415
        from regio.notifications import registry as circles  # noqa: PLC0415

        describe(DEEDS)
        registry.register(REPORT_KIND)
        registry.register(APPEAL_KIND)
        files.register("moderation.case", can_see=rules.can_see_file)
        circles.register("case", rules.belongs_to_desk)
        circles.register("sides", rules.belongs_to_side)
        privacy.register("moderation", export=parts_about, erase=erase_person)
        section = desk.Section(
            name="cases",
            label=_("Cases"),
            icon="bell",
            page="moderation:cases",
            duties=frozenset({Duty.MODERATOR, Duty.VERIFICATION, Duty.PRIVACY, Duty.TECHNICAL}),
            count=cases.waiting_for,
            text=_("Reports, claims and whatever else you decide"),
        )
        desk.register_section(section)
