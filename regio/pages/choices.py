"""Fixed words of the room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """A page stands until it is changed; news have a day."""

    PAGE = "page", _("Page")
    NEWS = "news", _("News")


class BlockKind(TextChoices):
    """What a page is made of."""

    TEXT = "text", _("Text")
    HEADING = "heading", _("Heading")
    PICTURES = "pictures", _("Pictures")
    LIST = "list", _("List")
    CONTACT = "contact", _("Contact")
    MAP = "map", _("Map")
    HOURS = "hours", _("Opening hours")
    FILES = "files", _("Files")

    @property
    def icon(self) -> str:
        """Glyph beside its name."""
        return _ICONS[self.value]


_ICONS = {
    "text": "edit",
    "heading": "document",
    "pictures": "camera",
    "list": "check",
    "contact": "person",
    "map": "map",
    "hours": "clock",
    "files": "clip",
}

DEEDS = {  # what the trail calls what this room does (audit.registry)
    "pages.created": _("Page begun"),
    "pages.published": _("Page published"),
    "pages.withdrawn": _("Page withdrawn"),
    "pages.version_restored": _("Earlier version of a page brought back"),
    "pages.moved": _("Page moved in its list"),
    "pages.hidden": _("Page hidden"),
    "pages.shown_again": _("Page shown again"),
    "pages.deleted": _("Page put into the bin"),
    "pages.brought_back": _("Page taken out of the bin"),
    "pages.deleted_for_good": _("Page deleted for good"),
}
