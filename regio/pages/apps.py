"""Registration of the room."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regio.pages.choices import DEEDS


class PagesConfig(AppConfig):
    name = "regio.pages"

    def ready(self) -> None:
        """Gemeinden own pages; pages can be found; their files are seen with them; news stand on the page of a Gemeinde."""
        # Models cannot be imported before the apps are ready.
        from regio.audit.registry import describe  # noqa: PLC0415
        from regio.core import privacy  # noqa: PLC0415
        from regio.files import registry as files  # noqa: PLC0415
        from regio.pages import actions, queries, registry, rules  # noqa: PLC0415
        from regio.pages.queries import owners  # noqa: PLC0415
        from regio.region import panels  # noqa: PLC0415
        from regio.search import registry as search  # noqa: PLC0415

        registry.register(
            registry.OwnerKind(
                name="municipality",
                path="gemeinden",
                find=owners.gemeinde_at,
                of=owners.gemeinden,
                can_edit=rules.can_edit_pages_of_gemeinde,
                public=rules.pages_of_public_gemeinden,
                editable=rules.pages_of_editable_gemeinden,
                cards=owners.cards_of_gemeinde,
            )
        )
        describe(DEEDS)
        search.register("page", label=_("Pages and news"), rebuild=queries.documents, icon="document")
        files.register("pages.page", can_see=rules.can_see_files_of_page, is_public=rules.are_files_public)
        privacy.register("pages", export=queries.parts_about, erase=actions.erase_person)
        panels.register(
            panels.Panel("pages", _("News"), lambda place: reverse("pages:news_of_municipality", args=[place.slug]))
        )
