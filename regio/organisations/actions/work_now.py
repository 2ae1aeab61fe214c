"""How an organisation works now, and the call to a whole region to say so."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from regio.audit import actions as audit
from regio.core.permissions import require
from regio.core.time import now
from regio.notifications.actions import tell
from regio.organisations.actions.organisation import keep_findable
from regio.organisations.choices import RightName, Role, Way
from regio.organisations.errors import OneCallAtATime
from regio.organisations.models import Membership, Organisation, WorkAnswer, WorkCall, WorkNow
from regio.organisations.rules import can_call_region, can_edit

if TYPE_CHECKING:
    from regio.accounts.models import User

BATCH = 200


@transaction.atomic
def say_work_now(
    organisation: Organisation,
    *,
    ways: Sequence[str],
    hours_note: str = "",
    sentence: str = "",
    until: date | None = None,
    by: "User | None",
) -> None:
    """Show how the organisation works at the moment; without anything to say it works as always. Answers a running call."""
    require(can_edit(by, organisation, RightName.HOURS))
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    said = [way.value for way in Way if way in ways]
    if said or hours_note or sentence:
        values = {"ways": said, "hours_note": hours_note, "sentence": sentence, "until": until, "updated_by": by}
        WorkNow.objects.update_or_create(organisation=locked, defaults=values)
    else:
        WorkNow.objects.filter(organisation=locked).delete()
    call = WorkCall.objects.filter(ended_at=None).first()
    if call:
        WorkAnswer.objects.update_or_create(call=call, organisation=locked)
    audit.record("organisations.work_now_said", by=by, of=locked, ways=said, until=until and until.isoformat())
    keep_findable([locked.pk])


@transaction.atomic
def forget_ended(on: date) -> int:
    """Take what ended before `on` off pages and cards. Returns how many."""
    ended = list(WorkNow.objects.select_for_update().filter(until__lt=on).order_by("pk").values_list("pk", flat=True))
    WorkNow.objects.filter(pk__in=ended).delete()
    keep_findable(ended)
    return len(ended)


@transaction.atomic
def call_region(text: str, *, by: "User | None") -> WorkCall:
    """Ask every organisation with people how it works now: a notice and a mail to all managers, batch by batch."""
    require(can_call_region(by))
    try:
        with transaction.atomic():
            call = WorkCall.objects.create(text=text, started_by=by)
    except IntegrityError as error:
        raise OneCallAtATime from error
    audit.record("organisations.region_called", by=by, of=call)
    ask_managers_later.defer(call_id=call.pk, after=0)
    return call


@transaction.atomic
def end_call(call: WorkCall, *, by: "User | None") -> None:
    """No more banner; answers stay countable."""
    require(can_call_region(by))
    locked = WorkCall.objects.select_for_update().get(pk=call.pk)
    if locked.ended_at is None:
        locked.ended_at, locked.ended_by = now(), by
        locked.save(update_fields=["ended_at", "ended_by"])
        audit.record("organisations.region_call_ended", by=by, of=locked)


@app.task(name="organisations.ask_managers")
def ask_managers_later(*, call_id: int, after: int) -> None:
    """Twin of `ask_managers`."""
    ask_managers(call_id, after=after)


@transaction.atomic
def ask_managers(call_id: int, *, after: int) -> None:
    """Tell the managers of the next organisations behind `after`, and defer the rest. Stops when the call has ended."""
    call = WorkCall.objects.filter(pk=call_id, ended_at=None).first()
    if call is None:
        return
    managed = Membership.objects.filter(organisation=OuterRef("pk"), role=Role.MANAGER)
    asked = Organisation.objects.published().filter(Exists(managed), pk__gt=after).order_by("pk")[:BATCH]
    organisations = {organisation.pk: organisation for organisation in asked}
    managers = Membership.objects.filter(organisation__in=organisations, role=Role.MANAGER, person__is_active=True)
    for membership in managers.select_related("person").order_by("organisation", "pk"):
        organisation = organisations[membership.organisation_id]
        tell(
            membership.person,
            kind="organisations.work_call",
            title=_("Please say how %(name)s works now") % {"name": organisation.name},
            text=call.text,
            url=reverse("organisations:edit_now", args=[organisation.slug]),
            circle=f"managers-{organisation.pk}",
        )
    if len(organisations) == BATCH:
        ask_managers_later.defer(call_id=call_id, after=max(organisations))
