"""What deeds are called. A room describes its own in apps.ready(); a deed nobody describes is shown as it is written.

registry.describe({"organisations.member_added": _("Somebody may act for an organisation")})
"""

from collections.abc import Mapping

from django.utils.functional import Promise

from regio.audit.choices import DEEDS

_labels: dict[str, str | Promise] = dict(DEEDS)


def describe(labels: Mapping[str, str | Promise]) -> None:
    """Called in apps.ready() of the room that records the deeds."""
    _labels.update(labels)


def label_of(deed: str) -> str:
    """In plain words, else as written."""
    return str(_labels.get(deed, deed))


def known_deeds() -> list[tuple[str, str]]:
    """Every described deed, in the order of the words people read."""
    return sorted(((deed, str(label)) for deed, label in _labels.items()), key=lambda pair: pair[1].casefold())
