"""What a town hall says about its Gemeinde."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from regio.core.permissions import require
from regio.region.actions.duty import grant_duty
from regio.region.actions.people import look_up_person
from regio.region.actions.trail import forget_cached, tell
from regio.region.choices import Duty
from regio.region.models import Municipality
from regio.region.rules import can_edit_municipality

if TYPE_CHECKING:
    from regio.accounts.models import User

OWN = ("claim", "welcome", "website", "email", "phone", "address", "hue", "switches")


@transaction.atomic
def change_municipality(place: Municipality, *, values: Mapping[str, Any], by: "User | None") -> Municipality:
    """Store what differs of the fields a town hall writes itself; nothing is written when nothing does."""
    require(can_edit_municipality(by, place))
    place = Municipality.objects.select_for_update().defer("boundary").get(pk=place.pk)
    changed = [field for field in OWN if field in values and getattr(place, field) != values[field]]
    if not changed:
        return place
    for field in changed:
        setattr(place, field, values[field])
    place.save(update_fields=changed)
    forget_cached()
    tell("region.municipality_changed", by=by, of=place, fields=changed)
    return place


@transaction.atomic
def name_editor(place: Municipality, *, email: str, until: date | None = None, by: "User") -> "User":
    """A town hall names a further editor of its own page, by the whole e-mail address."""
    require(can_edit_municipality(by, place))
    person = look_up_person(email, by=by, municipality=place)
    grant_duty(person, duty=Duty.EDITOR, municipality=place, until=until, by=by)
    return person


@transaction.atomic
def set_crest_of_municipality(key: int, *, file: UUID | None) -> None:
    """The file that is shown as the crest, once it is ready; called by the room that keeps files."""
    place = Municipality.objects.select_for_update().defer("boundary").filter(pk=key).first()
    if place and place.crest_file != file:
        place.crest_file = file
        place.save(update_fields=["crest_file"])
        forget_cached()
        tell("region.crest_changed", by=None, of=place)
