"""Looking at persons is a deed too."""

from typing import TYPE_CHECKING

from django.db import transaction

from regio.core.permissions import require
from regio.region.actions.trail import tell
from regio.region.errors import NobodyThere
from regio.region.models import Municipality
from regio.region.queries.people import person_by_email
from regio.region.rules import can_edit_municipality, can_grant_duties

if TYPE_CHECKING:
    from regio.accounts.models import User


@transaction.atomic
def look_up_person(email: str, *, by: "User", municipality: Municipality | None = None) -> "User":
    """The person with exactly this address, for somebody who is about to give them a duty; it stands on the trail."""
    require(can_grant_duties(by) or (municipality is not None and can_edit_municipality(by, municipality)))
    found = person_by_email(email)
    if found is None:
        raise NobodyThere
    tell("region.person_looked_up", by=by, of=found)
    return found
