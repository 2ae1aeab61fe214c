"""Every write of the room."""

from typing import TYPE_CHECKING
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regio.core.permissions import require
from regio.core.text import one_line
from regio.files import actions as files
from regio.files.choices import Purpose, State
from regio.files.models import File
from regio.moderation.actions import open_case
from regio.moderation.actions.telling import tell_party
from regio.moderation.models import Case
from regio.moderation.registry import CaseKind, Outcome
from regio.notifications.actions import tell_address
from regio.portal.choices import COUNTY
from regio.portal.models import Dismissal
from regio.portal.rules import can_change_crest
from regio.region.actions import set_crest_of_county, set_crest_of_municipality
from regio.region.choices import Duty
from regio.region.queries import county

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
def send_feedback(*, text: str, page: str = "", email: str = "", by: "User | None" = None) -> Case:
    """Bring a word about a barrier to the owner's desk as a case of its own, and to the address chosen for it.

    Who signed in or gave an address gets a receipt and the answer.
    """
    said = "\n\n".join(filter(None, [text, page]))
    about = ("portal.barrier", uuid4().hex)
    case = open_case(BARRIER, by=by, about=about, label=one_line(text)[:80], statement=said, email=email)
    party = case.parties.get()
    title, receipt = _("Your message about a barrier has arrived"), _("People look at it and answer you.")
    tell_party(party, case=case, kind="portal.feedback", title=title, text=receipt)
    own = county()
    if own and own.feedback_email:
        url = reverse("moderation:case", args=[case.pk])
        tell_address(own.feedback_email, title=_("Somebody reports a barrier"), text=said, url=url)
    return case


BARRIER = "portal.barrier"
BARRIER_KIND = CaseKind(
    name=BARRIER,
    label=_("Barrier"),
    duty=Duty.TECHNICAL,
    outcomes={"mended": Outcome(_("Mended")), "later": Outcome(_("Not mended yet"))},
    carry_out=lambda case, outcome, by: None,
    templates={
        "mended": _("Thank you. We have mended it; please tell us when it still stops you."),
        "later": _("Thank you. We cannot mend it at once. Until then you get what you need by telephone or letter."),
    },
)


@transaction.atomic
def put_guide_away(person: "User", guide: str) -> None:
    """Do not show this list of first steps to `person` any more. Twice changes nothing."""
    Dismissal.objects.get_or_create(person=person, guide=guide)


@transaction.atomic
def show_guides_again(person: "User") -> None:
    """Undo `put_guide_away` for all lists; also part of erasing `person`."""
    Dismissal.objects.filter(person=person).delete()
