"""Into public view and out of it."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from regio.audit import actions as audit
from regio.core.permissions import require
from regio.core.text import sort_key
from regio.core.time import now
from regio.files.actions import drop
from regio.files.models import File
from regio.moderation.actions import rename_subject
from regio.organisations.actions.organisation import keep_findable
from regio.organisations.errors import Hidden, Merged, NotComplete, NotVerified
from regio.organisations.models import Hiding, Imprint, Merger, Organisation, Verification, WorkNow
from regio.organisations.queries.documents import KIND
from regio.organisations.queries.imprint import imprint_gaps, needs_imprint
from regio.organisations.queries.photos import KIND as OWNER
from regio.organisations.rules import can_publish_organisation, helps, role_of
from regio.pages import actions as pages
from regio.search import actions as search

if TYPE_CHECKING:
    from regio.accounts.models import User

GONE = (  # what others could read
    *("category", "words", "claim", "description", "street", "housenumber", "opening_hours", "opening_hours_text"),
    *("phone", "email", "website", "access_note", "picture"),
)


@transaction.atomic
def publish_organisation(organisation: Organisation, *, by: "User | None") -> Organisation:
    """Show the page to everybody and list it.

    Refuses while the imprint has gaps (NotComplete), before the desk has confirmed a newly registered one (NotVerified),
    and what was hidden or merged. When one of the owner's people publishes, they have confirmed it.
    """
    require(can_publish_organisation(by, organisation))
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if locked.published_at is not None:
        return locked
    _guard_publication(locked, by=by)
    locked.published_at = now()
    locked.save(update_fields=["published_at", "updated_at"])
    audit.record("organisations.published", by=by, of=locked)
    keep_findable([locked.pk])
    return locked


@transaction.atomic
def rest_organisation(organisation: Organisation, *, by: "User | None") -> Organisation:
    """Take the page out of public view; its people keep it and can publish it again."""
    require(can_publish_organisation(by, organisation))
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if locked.published_at is not None:
        take_down(locked)
        audit.record("organisations.rested", by=by, of=locked)
    return locked


@transaction.atomic
def hide_organisation(organisation: Organisation, *, by: "User | None") -> None:
    """Out of every view by a decision of the desk, kept until the appeal is over. Twice changes nothing.

    The decision itself was required by the room that decides (moderation); managers cannot publish it again.
    """
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    _hiding, is_new = Hiding.objects.get_or_create(
        organisation=locked, defaults={"by": by, "published_at": locked.published_at}
    )
    if is_new:
        take_down(locked)
        audit.record("organisations.hidden", by=by, of=locked)


@transaction.atomic
def restore_organisation(organisation: Organisation, *, by: "User | None") -> None:
    """Undo `hide_organisation`: as public as it was before, unless its imprint has gaps now. Twice changes nothing."""
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    hiding = Hiding.objects.filter(organisation=locked).first()
    if hiding is None:
        return
    hiding.delete()
    is_merged = Merger.objects.filter(away=locked).exists()
    if hiding.published_at and not is_merged and not (needs_imprint(locked) and imprint_gaps(locked)):
        locked.published_at = hiding.published_at
        locked.save(update_fields=["published_at", "updated_at"])
        keep_findable([locked.pk])
    audit.record("organisations.restored", by=by, of=locked)


@transaction.atomic
def purge_organisation(organisation: Organisation) -> None:
    """What a decision hid goes for good when nobody can appeal any more: texts, pictures, contacts, places, imprint.

    Name, address on this platform and conversations stay, hidden: people keep their own letters, and an import finds its
    reference and does not bring it back.
    """
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not Hiding.objects.filter(organisation=locked).exists():
        return
    _empty(locked)
    audit.record("organisations.purged", by=None, of=locked)


def forget_organisation(locked: Organisation) -> None:
    """Part of an action that holds the row: the person whose own business it was goes, and it with them.

    What a source says of it stays, out of view. Registered by themselves it loses its name and address too; the letters
    of others to it stay theirs.
    """
    take_down(locked)
    _empty(locked)
    if not locked.external_ref:
        with translation.override(settings.LANGUAGE_CODE):
            locked.name = gettext("Deleted entry")
        locked.sort_key, locked.slug = sort_key(locked.name), f"-{locked.pk}"  # no name makes a slug like this
        locked.postcode, locked.city = "", ""
        locked.lat = locked.lon = None
        locked.save()
        locked.old_addresses.all().delete()
        rename_subject((OWNER, str(locked.pk)), label=locked.name)
    audit.record("organisations.forgotten", by=None, of=locked)


def _empty(locked: Organisation) -> None:
    for field in GONE:
        setattr(locked, field, "")
    locked.save(update_fields=[*GONE, "updated_at"])
    Imprint.objects.filter(organisation=locked).delete()
    WorkNow.objects.filter(organisation=locked).delete()
    locked.contacts.all().delete()
    locked.places.all().delete()
    for file in File.objects.there().filter(owner_kind=OWNER, owner_key=str(locked.pk)):
        drop(file, by=None)


def take_down(locked: Organisation) -> None:
    """Part of an action that holds the row: nobody finds or sees it and its pages any more."""
    locked.published_at = None
    locked.save(update_fields=["published_at", "updated_at"])
    search.drop(KIND, str(locked.pk))
    search.drop_parts(KIND, str(locked.pk))
    pages.follow_owner("organisation", [str(locked.pk)])


def verify(locked: Organisation, *, way: str, by: "User | None") -> None:
    """Part of an action: somebody confirmed who looks after it. The first confirmation stays."""
    _found, is_new = Verification.objects.get_or_create(organisation=locked, defaults={"way": way, "by": by})
    if is_new:
        audit.record("organisations.verified", by=by, of=locked, way=way)


def _guard_publication(locked: Organisation, *, by: "User | None") -> None:
    if Hiding.objects.filter(organisation=locked).exists():
        raise Hidden
    if Merger.objects.filter(away=locked).exists():
        raise Merged
    if imprint_gaps(locked):
        raise NotComplete
    if by is None or (helps(by, locked) and not role_of(by, locked)):  # nobody confirms their own
        verify(locked, way="desk", by=by)
    elif locked.external_ref is None and not Verification.objects.filter(organisation=locked).exists():
        raise NotVerified
