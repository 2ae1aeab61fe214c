"""Something new enters the directory: a draft at once, public after the desk has looked."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse

from regio.accounts.models import User
from regio.audit import actions as audit
from regio.core.errors import TooMany
from regio.core.permissions import require
from regio.core.text import sort_key
from regio.core.time import now
from regio.moderation.actions import open_case
from regio.moderation.models import Case
from regio.organisations.actions.claim import ABOUT, store_evidence
from regio.organisations.actions.organisation import give_addresses, keep_findable
from regio.organisations.choices import Kind, Proof, Role
from regio.organisations.errors import Hidden, Merged, NotComplete
from regio.organisations.models import Hiding, Membership, Merger, Organisation
from regio.organisations.queries.imprint import imprint_gaps
from regio.organisations.rules import can_publish_organisation, can_register

REGISTRATION = "organisations.registration"
DRAFTS_A_DAY = 5


@transaction.atomic
def register_organisation(name: str, *, kind: str, values: Mapping[str, Any], by: User) -> Organisation:
    """A draft that only `by` sees, who is its manager. Five a day for a person."""
    require(can_register(by))
    User.objects.select_for_update().get(pk=by.pk)  # two requests at once count each other
    lately = Membership.objects.filter(person=by, role=Role.MANAGER, since__gt=now() - timedelta(days=1))
    if lately.filter(organisation__published_at=None, organisation__external_ref=None).count() >= DRAFTS_A_DAY:
        raise TooMany
    organisation = Organisation(name=name, sort_key=sort_key(name), kind=Kind(kind), **values)
    give_addresses([organisation])
    organisation.save()
    Membership.objects.create(organisation=organisation, person=by, role=Role.MANAGER)
    audit.record("organisations.registered", by=by, of=organisation)
    return organisation


@transaction.atomic
def send_for_checking(
    organisation: Organisation, *, by: User, statement: str, proof: str, evidence: Sequence[UploadedFile] = ()
) -> Case:
    """Ask the desk to confirm a draft, with what shows that it is real. Refuses while the imprint has gaps.

    Where the owner has chosen to check afterwards (PUBLISH_BEFORE_CHECK) it is public at once.
    """
    require(can_publish_organisation(by, organisation))
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if Hiding.objects.filter(organisation=locked).exists():
        raise Hidden
    if Merger.objects.filter(away=locked).exists():
        raise Merged
    if imprint_gaps(locked):
        raise NotComplete
    case = open_case(
        REGISTRATION,
        by=by,
        about=(ABOUT, str(locked.pk)),
        label=locked.name,
        url=reverse("organisations:page", args=[locked.slug]),
        municipality=locked.municipality,
        statement=statement,
        data={"proof": Proof(proof).value},
    )
    store_evidence(case, evidence, by=by)
    if settings.PUBLISH_BEFORE_CHECK and locked.published_at is None:
        locked.published_at = now()
        locked.save(update_fields=["published_at", "updated_at"])
        keep_findable([locked.pk])
    audit.record("organisations.sent_for_checking", by=by, of=locked, proof=proof)
    return case
