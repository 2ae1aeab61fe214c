"""What stays of a person who goes: nothing; their organisations are looked after by others or rest."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from regio.accounts.queries import addresses_of
from regio.audit import actions as audit
from regio.moderation.actions import open_case
from regio.organisations.actions.follow import erase_follows
from regio.organisations.actions.letters import erase_letters
from regio.organisations.actions.membership import end_answering
from regio.organisations.actions.names import take_names_out
from regio.organisations.actions.publication import forget_organisation
from regio.organisations.choices import LegalForm, Role
from regio.organisations.models import (
    ClaimCode,
    Handover,
    Hiding,
    Imprint,
    Invitation,
    JoinRequest,
    Membership,
    Organisation,
    Right,
)

if TYPE_CHECKING:
    from regio.accounts.models import User

ABOUT = "organisations.organisation"
ORPHAN = "organisations.orphan"


@transaction.atomic
def erase_person(person: "User") -> None:
    """End everything `person` did for organisations, also as the last manager. Safe to run twice.

    Their own business (sole trader) and a draft nobody else has seen go with them. The desk gets a case about every other
    organisation that nobody looks after any more. Pages name them no more (actions/names.py).
    """
    held = dict(Membership.objects.filter(person=person).values_list("organisation_id", "role"))
    for membership in Membership.objects.filter(person=person).order_by("organisation"):
        organisation = Organisation.objects.select_for_update().get(pk=membership.organisation_id)
        membership.delete()
        end_answering(organisation, person)
        audit.record("organisations.member_removed", by=None, of=organisation, person=person.pk)
        _leave_behind(organisation)
    for model in (JoinRequest, ClaimCode):
        model._default_manager.filter(person=person).delete()
    Handover.objects.filter(giver=person).delete()
    Handover.objects.filter(taker=person).delete()
    addresses = {address.lower() for address in addresses_of(person)}
    Invitation.objects.annotate(to=Lower("email")).filter(Q(to__in=addresses) | Q(accepted_by=person)).delete()
    Right.objects.filter(granted_by=person).update(granted_by=None)
    erase_follows(person)
    take_names_out(person, addresses=addresses, held=held)
    erase_letters(person)


def _leave_behind(organisation: Organisation) -> None:
    if Membership.objects.filter(organisation=organisation, role=Role.MANAGER, person__is_active=True).exists():
        return
    if _is_own(organisation):
        forget_organisation(organisation)
        if not Membership.objects.filter(organisation=organisation).exists():
            return
    open_case(
        ORPHAN,
        by=None,
        about=(ABOUT, str(organisation.pk)),
        label=organisation.name,
        url=reverse("organisations:page", args=[organisation.slug]),
        municipality=organisation.municipality,
    )


def _is_own(organisation: Organisation) -> bool:
    imprint = Imprint.objects.filter(organisation=organisation).first()
    if imprint is not None and imprint.legal_form == LegalForm.SOLE:
        return True
    is_kept = Hiding.objects.filter(organisation=organisation).exists()  # until the appeal is over
    return organisation.published_at is None and not organisation.external_ref and not is_kept
