"""Fixed words of the room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a case stands."""

    OPEN = "open", _("Open")
    ASKED = "asked", _("Waiting for an answer")
    PROPOSED = "proposed", _("Waiting for a second person")
    DECIDED = "decided", _("Decided")
    WITHDRAWN = "withdrawn", _("Withdrawn")


PENDING = (State.OPEN, State.ASKED, State.PROPOSED)
