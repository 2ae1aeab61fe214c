"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from regio.region.signals import municipalities_changed


class SearchConfig(AppConfig):
    name = "regio.search"

    def ready(self) -> None:
        """Make the Gemeinden findable: their room stands below this one and cannot call it."""
        from regio.search import actions, registry  # noqa: PLC0415 - models cannot be imported before the apps are ready

        registry.register(
            "municipality", label=_("Municipalities"), rebuild=actions.municipality_documents, icon="crest"
        )
        municipalities_changed.connect(actions.follow_municipalities, dispatch_uid="regio.search")
