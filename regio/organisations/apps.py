"""Registration of the room."""

from typing import Any

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regio.audit.registry import describe
from regio.organisations.choices import DEEDS


class OrganisationsConfig(AppConfig):
    name = "regio.organisations"

    def ready(self) -> None:
        """Make organisations findable, show them on the pages of their Gemeinden, and say who hears their stream."""
        # Models cannot be imported before the apps are ready.
        from regio.accounts.registry import register_bond  # noqa: PLC0415
        from regio.files import registry as files  # noqa: PLC0415
        from regio.live import streams  # noqa: PLC0415
        from regio.moderation import registry as cases  # noqa: PLC0415
        from regio.notifications import registry as circles  # noqa: PLC0415
        from regio.organisations import choices, queries, rules, signals  # noqa: PLC0415
        from regio.organisations.actions import photos as actions  # noqa: PLC0415
        from regio.organisations.actions.follow import move_followers_on_merge  # noqa: PLC0415
        from regio.organisations.actions.kinds import register_decisions  # noqa: PLC0415
        from regio.organisations.actions.leaving import end_offices_of, offices_of  # noqa: PLC0415
        from regio.organisations.actions.page_reports import TARGET as PAGE  # noqa: PLC0415
        from regio.organisations.queries import letters, page_owner, photos  # noqa: PLC0415
        from regio.pages import registry as pages  # noqa: PLC0415
        from regio.region import panels  # noqa: PLC0415
        from regio.region import registry as desk  # noqa: PLC0415
        from regio.region.choices import Duty  # noqa: PLC0415
        from regio.search import registry  # noqa: PLC0415

        register_decisions()
        cases.register_target(PAGE)
        signals.organisations_merged.connect(move_followers_on_merge, dispatch_uid="organisations.follow")
        facets = {kind.value: kind.plural for kind in choices.Kind}
        registry.register("organisation", label=_("Directory"), rebuild=queries.documents, facets=facets, icon="shop")
        registry.register_marks({f"work-{way.value}": way.label for way in choices.Way})
        _open_on_the_desk(desk, Duty)
        desk.register_leaver(desk.Leaver("organisations", held=offices_of, end=end_offices_of))
        files.register(letters.KIND, can_see=letters.may_see_run)
        streams.register("organisation", rules.may_hear_organisation)
        streams.register_end(rules.answering_ends)
        circles.register("managers", rules.belongs_to_managers)
        circles.register("team", rules.belongs_to_team)
        circles.register("editors", rules.belongs_to_editors)
        pages.register(page_owner.KIND)
        pages.register_beside("municipality", cards=page_owner.cards_of_gemeinde, week=page_owner.week_of_gemeinde)
        register_bond("organisation", holds=rules.shares_organisation, people=rules.people_of_same_organisation)
        _keep_files(files, photos, rules, actions)
        _show_on_pages_of_places(panels)


def _show_on_pages_of_places(panels: Any) -> None:
    panels.register(
        panels.Panel(
            "offices",
            _("Offices and who is responsible"),
            lambda place: reverse("organisations:offices", args=[place.slug]),
        )
    )
    panels.register(
        panels.Panel(
            "organisations",
            _("Who is here"),
            lambda place: reverse("organisations:in_municipality", args=[place.slug]),
        )
    )


def _open_on_the_desk(desk: Any, duty: Any) -> None:
    describe(DEEDS)
    desk.register_section(
        desk.Section(
            "situation",
            _("How the region works now"),
            "bell",
            "situation:call",
            {duty.EDITOR},
            text=_("Ask all organisations in a crisis how they work now"),
            county_only=True,
        )
    )
    desk.register_section(
        desk.Section(
            "letters",
            _("Invitations by letter"),
            "letter",
            "letters:home",
            {duty.EDITOR, duty.VERIFICATION},
            text=_("Letters with a code for the first organisations, also from a table"),
        )
    )


def _keep_files(files: Any, photos: Any, rules: Any, actions: Any) -> None:
    files.register(
        photos.KIND,
        can_see=rules.can_see_file_of,
        is_public=rules.is_public_file_of,
        changed=actions.renew_cover,
        refused=actions.tell_uploader,
    )
