"""Who may change what this room keeps for the rooms below it."""

from typing import TYPE_CHECKING

from regio.portal.choices import COUNTY, MUNICIPALITY
from regio.region.queries import municipalities_with_page
from regio.region.rules import can_change_settings, can_edit_municipality

if TYPE_CHECKING:
    from regio.accounts.models import User


def can_change_crest(user: "User | None", owner: tuple[str, str]) -> bool:
    """The county's crest: who changes its settings; a Gemeinde's: who edits its page."""
    kind, key = owner
    if kind == COUNTY:
        return can_change_settings(user)
    place = municipalities_with_page().filter(pk=key).first() if kind == MUNICIPALITY else None
    return place is not None and can_edit_municipality(user, place)
