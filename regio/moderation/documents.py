"""Signed links and placeholders: small frozen things this room hands around."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core import signing
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from regio.moderation.models import Party

_SALT = "regio.moderation.party"
_VALID = timedelta(days=550)  # a decision may take time, an appeal has six months
PLACEHOLDERS = {
    "label": _("what the case is about"),
    "region": _("name of the county"),
    "opened": _("day it was opened"),
}
_PLACEHOLDER = re.compile(r"\{([^{}\n]{0,40})\}")


def token_for(party: "Party") -> str:
    """What the link of somebody without account carries."""
    return signing.dumps(party.pk, salt=_SALT)


def party_key(token: str) -> int | None:
    """The party a link was signed for; None for a damaged or old one."""
    try:
        found = signing.loads(token, salt=_SALT, max_age=_VALID)
    except signing.BadSignature:
        return None
    return found if isinstance(found, int) else None


def unknown_placeholders(text: str) -> list[str]:
    """Names in braces that are not on the list (SECURITY 13: an allow-list, never `str.format`)."""
    return [name for name in _PLACEHOLDER.findall(text) if name not in PLACEHOLDERS]


def filled(text: str, values: dict[str, str]) -> str:
    """`text` with the listed placeholders replaced; everything else stays as it was written."""
    return _PLACEHOLDER.sub(lambda hit: values[hit[1]] if hit[1] in PLACEHOLDERS and hit[1] in values else hit[0], text)
