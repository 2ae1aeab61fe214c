"""What happens when the desk has decided: the carry_out of this room's kinds of cases."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regio.audit import actions as audit
from regio.core.time import now
from regio.moderation.models import Case
from regio.notifications.actions import Text, tell
from regio.organisations.actions.claim import hand_over
from regio.organisations.actions.membership import end_answering
from regio.organisations.actions.organisation import keep_findable
from regio.organisations.actions.publication import publish_organisation, take_down, verify
from regio.organisations.choices import Role
from regio.organisations.models import Hiding, JoinRequest, Membership, Merger, Organisation, Verification
from regio.organisations.queries.imprint import imprint_gaps

if TYPE_CHECKING:
    from regio.accounts.models import User


@transaction.atomic
def carry_out_claim(case: Case, outcome: str, by: "User") -> None:
    """accept: the claimant manages it; where somebody does already, those are asked instead. add: beside them, told."""
    organisation, person = concerned(case), case.opened_by
    if organisation is None or person is None or outcome not in ("accept", "add"):
        return
    managers = _managers(organisation, but=person)
    if managers and outcome == "accept":
        JoinRequest.objects.get_or_create(organisation=organisation, person=person)
        _tell(
            managers,
            person,
            organisation,
            _("%(person)s belongs to %(name)s, as the desk found. You decide in which role."),
        )
        return
    hand_over(organisation, person=person, way="desk", by=by)
    _tell(managers, person, organisation, _("The desk has made %(person)s a manager of %(name)s, beside you."))


@transaction.atomic
def carry_out_code_claim(case: Case, outcome: str, by: "User") -> None:
    """undo: whoever came in by a code goes out again, and the entry is as it was: of its source, nobody's."""
    organisation = concerned(case)
    if organisation is None or outcome != "undo":
        return
    for membership in Membership.objects.filter(organisation=organisation, person=case.data.get("person")):
        membership.delete()
        end_answering(organisation, membership.person)
        audit.record("organisations.member_removed", by=by, of=organisation, person=membership.person_id)
    if not Membership.objects.filter(organisation=organisation).exists():
        Verification.objects.filter(organisation=organisation).delete()
        is_gone = (
            Hiding.objects.filter(organisation=organisation).exists()
            or Merger.objects.filter(away=organisation).exists()
        )
        if organisation.source and not is_gone:
            organisation.published_at = organisation.published_at or now()
            organisation.save(update_fields=["published_at", "updated_at"])
            keep_findable([organisation.pk])


@transaction.atomic
def carry_out_registration(case: Case, outcome: str, by: "User") -> None:
    """accept: confirmed and, with a complete imprint, public. refuse: stays a draft, or becomes one again."""
    organisation = concerned(case)
    if organisation is None:
        return
    if outcome == "accept":
        verify(organisation, way="desk", by=by)
        if not imprint_gaps(organisation):
            publish_organisation(organisation, by=by)
    elif outcome == "refuse":
        Verification.objects.filter(organisation=organisation).delete()
        if organisation.published_at is not None:
            take_down(organisation)


def concerned(case: Case) -> Organisation | None:
    """The organisation a case is about, locked; None when it is gone."""
    locked = Organisation.objects.select_for_update(of=("self",)).select_related("municipality")
    return locked.filter(pk=int(case.about_key)).first()


def _managers(organisation: Organisation, *, but: "User") -> list["User"]:
    held = Membership.objects.filter(organisation=organisation, role=Role.MANAGER, person__is_active=True)
    return [membership.person for membership in held.exclude(person=but).select_related("person")]


def _tell(managers: list["User"], person: "User", organisation: Organisation, text: Text) -> None:
    words = {"person": person.name, "name": organisation.name}
    for manager in managers:
        tell(
            manager,
            kind="organisations.claim",
            title=_("Somebody wants to look after %(name)s with you") % words,
            text=text % words,
            url=reverse("organisations:edit", args=[organisation.slug]),
            circle=f"managers-{organisation.pk}",
        )
