"""What an organisation says of itself: texts, address, access. And its opening hours."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from regio.audit import actions as audit
from regio.core.hours import HoursError, normalise
from regio.core.permissions import require
from regio.core.text import sort_key
from regio.organisations.actions.organisation import keep_findable
from regio.organisations.choices import RightName
from regio.organisations.errors import ChangedMeanwhile, TooLong
from regio.organisations.models import Organisation, Place
from regio.organisations.queries.facts import FACTS, seen
from regio.organisations.rules import can_edit

if TYPE_CHECKING:
    from regio.accounts.models import User

LONGEST_HOURS = 600  # what the grammar reads


@transaction.atomic
def save_facts(
    organisation: Organisation, *, values: Mapping[str, Any], seen_as: str | None = None, by: "User | None"
) -> Organisation:
    """Take over `values` (fields named in FACTS). With `seen_as` (queries.seen) refuses when somebody else was quicker.

    The address of the page stays when the name changes: printed signs go on working.
    """
    require(can_edit(by, organisation, RightName.PAGE))
    locked = _locked(organisation.pk, FACTS, seen_as)
    changed = [field for field in FACTS if field in values and getattr(locked, field) != values[field]]
    for field in changed:
        setattr(locked, field, values[field])
    if changed:
        locked.sort_key = sort_key(locked.name)
        locked.save(update_fields=[*changed, "sort_key", "updated_at"])
        audit.record("organisations.facts_changed", by=by, of=locked, fields=changed)
        keep_findable([locked.pk])
    return locked


@transaction.atomic
def save_hours(
    organisation: Organisation, *, text: str, as_typed: bool = False, seen_as: str | None = None, by: "User | None"
) -> Organisation:
    """Store opening hours in the OSM grammar. `as_typed` keeps what nobody understands as text; it never counts as open."""
    require(can_edit(by, organisation, RightName.HOURS))
    locked = _locked(organisation.pk, ("opening_hours", "opening_hours_text"), seen_as)
    locked.opening_hours, locked.opening_hours_text = understood(text, as_typed=as_typed)
    locked.save(update_fields=["opening_hours", "opening_hours_text", "updated_at"])
    audit.record("organisations.hours_changed", by=by, of=locked)
    keep_findable([locked.pk])
    return locked


@transaction.atomic
def save_place_hours(place: Place, *, text: str, as_typed: bool = False, by: "User | None") -> Place:
    """The same for a further place."""
    require(can_edit(by, place.organisation, RightName.HOURS))
    place.opening_hours, place.opening_hours_text = understood(text, as_typed=as_typed)
    place.save(update_fields=["opening_hours", "opening_hours_text"])
    audit.record("organisations.hours_changed", by=by, of=place.organisation, place=place.pk)
    keep_findable([place.organisation_id])
    return place


def understood(text: str, *, as_typed: bool) -> tuple[str, str]:
    """Grammar and text as stored. Raises HoursError for what is not understood, TooLong for what is too much."""
    if not text.strip():
        return "", ""
    try:
        found = normalise(text)
    except HoursError:
        if not as_typed:
            raise
        return "", text.strip()[:1000]
    if len(found) > LONGEST_HOURS:
        raise TooLong
    return found, ""


def _locked(pk: int, fields: Iterable[str], seen_as: str | None) -> Organisation:
    locked = Organisation.objects.select_for_update().get(pk=pk)
    if seen_as is not None and seen_as != seen(locked, fields):
        raise ChangedMeanwhile
    return locked
