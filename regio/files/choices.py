"""Fixed words of the room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """What a file is for."""

    PHOTO = "photo", _("Photo")
    LOGO = "logo", _("Logo")
    CREST = "crest", _("Coat of arms")
    DOCUMENT = "document", _("Document")
    EVIDENCE = "evidence", _("Evidence")
    PAGE = "page", _("Picture or file of a page")


class State(TextChoices):
    """How far the worker is."""

    WAITING = "waiting", _("Being prepared")
    READY = "ready", _("Ready")
    REFUSED = "refused", _("Refused")


DEEDS = {  # what the trail calls what this room does (audit.registry)
    "files.stored": _("File stored"),
    "files.refused": _("File refused"),
    "files.described": _("File described in words"),
    "files.arranged": _("Files put into another order"),
    "files.dropped": _("File deleted"),
    "files.brought_back": _("Deleted file brought back"),
}
