"""Every write of the room."""

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regio.core.permissions import require
from regio.files import actions as files
from regio.files.choices import Purpose, State
from regio.files.models import File
from regio.notifications.actions import tell, tell_address
from regio.portal.choices import COUNTY
from regio.portal.models import Dismissal
from regio.portal.rules import can_change_crest
from regio.region.actions import set_crest_of_county, set_crest_of_municipality
from regio.region.choices import Duty
from regio.region.queries import county
from regio.region.queries.people import roles

if TYPE_CHECKING:
    from regio.accounts.models import User

type OwnerOf = tuple[str, str]


@transaction.atomic
def store_crest(upload: UploadedFile, *, owner: OwnerOf, by: "User") -> File:
    """A new crest of the county or of a Gemeinde; it is shown as soon as its sizes are made. Refuses with a FileRefused."""
    require(can_change_crest(by, owner))
    return files.store(upload, by=by, owner=owner, purpose=Purpose.CREST)


@transaction.atomic
def remove_crest(owner: OwnerOf, *, by: "User") -> None:
    """Back to the platform's own."""
    require(can_change_crest(by, owner))
    for file in File.objects.of(owner).there().filter(purpose=Purpose.CREST):
        files.drop(file, by=by)


def show_crest(kind: str, key: str) -> None:
    """The room of files made a crest ready or removed it: the page shows what there is, in the same transaction."""
    ready = File.objects.of((kind, key)).there().filter(purpose=Purpose.CREST, state=State.READY).first()
    file = ready.pk if ready else None
    if kind == COUNTY:
        set_crest_of_county(file=file)
    else:
        set_crest_of_municipality(int(key), file=file)


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
            tell(role.person, kind="portal.feedback", title=title, text=said, circle=f"duty-{Duty.EDITOR}")


@transaction.atomic
def put_guide_away(person: "User", guide: str) -> None:
    """Do not show this list of first steps to `person` any more. Twice changes nothing."""
    Dismissal.objects.get_or_create(person=person, guide=guide)


@transaction.atomic
def show_guides_again(person: "User") -> None:
    """Undo `put_guide_away` for all lists; also part of erasing `person`."""
    Dismissal.objects.filter(person=person).delete()
