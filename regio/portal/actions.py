"""Every write of the room."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regio.notifications.actions import tell, tell_address
from regio.portal.models import Dismissal
from regio.region.choices import Duty
from regio.region.queries import county
from regio.region.queries.people import roles

if TYPE_CHECKING:
    from regio.accounts.models import User


@transaction.atomic
def send_feedback(*, text: str, page: str = "", email: str = "") -> None:
    """Bring a word about a barrier to the owner: to the address they chose, else to the county's editors. Kept nowhere else."""
    own = county()
    title = _("Somebody reports a barrier")
    said = "\n\n".join(filter(None, [text, page, email]))
    address = (own.feedback_email or own.email) if own else ""
    if address:
        tell_address(address, title=title, text=said)
        return
    for role in roles(duty=Duty.EDITOR):
        if role.municipality_id is None:
            tell(role.person, kind="portal.feedback", title=title, text=said)


@transaction.atomic
def put_guide_away(person: "User", guide: str) -> None:
    """Do not show this list of first steps to `person` any more. Twice changes nothing."""
    Dismissal.objects.get_or_create(person=person, guide=guide)


@transaction.atomic
def show_guides_again(person: "User") -> None:
    """Undo `put_guide_away` for all lists; also part of erasing `person`."""
    Dismissal.objects.filter(person=person).delete()
