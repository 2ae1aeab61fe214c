"""Fixed words of the room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

REPORT = "moderation.report"  # kinds of case that this room registers itself
APPEAL = "moderation.appeal"
UPHELD = "upheld"  # outcome of an appeal: the decision stays


class State(TextChoices):
    """Where a case stands."""

    OPEN = "open", _("Open")
    ASKED = "asked", _("Waiting for an answer")
    PROPOSED = "proposed", _("Waiting for a second person")
    DECIDED = "decided", _("Decided")
    WITHDRAWN = "withdrawn", _("Withdrawn")


PENDING = (State.OPEN, State.ASKED, State.PROPOSED)


class Side(TextChoices):
    """On which side of a case somebody stands."""

    OPENER = "opener", _("asked for it")
    AUTHOR = "author", _("answers for what it is about")


class Reason(TextChoices):
    """Why somebody reports something (DSA Art. 16)."""

    ILLEGAL = "illegal", _("Against the law")
    INSULT = "insult", _("Insult or hate")
    FRAUD = "fraud", _("Fraud or trap")
    WRONG = "wrong", _("Wrong facts")
    PRIVACY = "privacy", _("Private matters or my own picture")
    OTHER = "other", _("Something else")


class Ground(TextChoices):
    """What a decision rests on (DSA Art. 17 (3) d, e)."""

    LAW = "law", _("A law")
    TERMS = "terms", _("Our terms of use")


class Measure(TextChoices):
    """What is done about reported content."""

    HIDE = "hide", _("Take it down")
    RESTRICT = "restrict", _("Restrict it")
    WARN = "warn", _("Leave it up and warn")
    NONE = "none", _("Leave it up")


class Need(TextChoices):
    """Why one of the owner's people looks at something private. Fixed words: the trail holds no texts."""

    DECIDE = "decide", _("I decide this case")
    APPEAL = "appeal", _("I check an earlier decision")
    ANSWER = "answer", _("A person concerned asked about it")
    LAW = "law", _("An authority or a court asked for it")


DEEDS = {  # what the trail calls what this room does (audit.registry)
    "moderation.case_opened": _("Case opened"),
    "moderation.report_joined": _("Report joined an open case"),
    "moderation.case_taken": _("Case taken on"),
    "moderation.case_given_back": _("Case given back"),
    "moderation.asked_back": _("Asked who opened the case"),
    "moderation.answered": _("Question about a case answered"),
    "moderation.remarked": _("Note for colleagues left"),
    "moderation.private_seen": _("Looked into private parts of a case"),
    "moderation.case_proposed": _("Decision proposed"),
    "moderation.case_decided": _("Case decided"),
    "moderation.case_withdrawn": _("Case withdrawn"),
    "moderation.content_purged": _("Hidden content deleted for good"),
    "moderation.template_kept": _("Text of reasons kept"),
    "moderation.template_dropped": _("Text of reasons removed"),
}
