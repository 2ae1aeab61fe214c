"""Contact persons and further places: added, changed, ordered, taken away."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from regio.audit import actions as audit
from regio.core.permissions import require
from regio.organisations.actions.organisation import keep_findable
from regio.organisations.errors import Enough
from regio.organisations.models import Contact, Organisation, Place
from regio.organisations.rules import can_edit_organisation

if TYPE_CHECKING:
    from regio.accounts.models import User

MOST = 40
type Listed = Contact | Place


def save_contact(
    organisation: Organisation, *, contact: Contact | None = None, values: Mapping[str, Any], by: "User | None"
) -> Contact:
    """Add a contact at the end, or change one. Whoever is named here agreed to it: the form says so."""
    one = contact or Contact(organisation=organisation)
    _save(one, values, by=by)
    return one


def save_place(
    organisation: Organisation, *, place: Place | None = None, values: Mapping[str, Any], by: "User | None"
) -> Place:
    """Add a further place at the end, or change one. It is found near by itself."""
    one = place or Place(organisation=organisation)
    _save(one, values, by=by)
    return one


@transaction.atomic
def _save(one: Listed, values: Mapping[str, Any], *, by: "User | None") -> None:
    require(can_edit_organisation(by, one.organisation))
    organisation = Organisation.objects.select_for_update().get(pk=one.organisation_id)
    others = type(one)._default_manager.filter(organisation=organisation)
    if one.pk is None:
        count = others.count()
        if count >= MOST:
            raise Enough
        one.position = count
    for field, value in values.items():
        setattr(one, field, value)
    one.save()
    audit.record(f"organisations.{_word(one)}_saved", by=by, of=organisation, key=one.pk)
    keep_findable([organisation.pk])


@transaction.atomic
def remove_listed(one: Listed, *, by: "User | None") -> None:
    """Take a contact or a place off the page."""
    require(can_edit_organisation(by, one.organisation))
    organisation = Organisation.objects.select_for_update().get(pk=one.organisation_id)
    audit.record(f"organisations.{_word(one)}_removed", by=by, of=organisation, key=one.pk)
    one.delete()
    keep_findable([organisation.pk])


@transaction.atomic
def move_up(one: Listed, *, by: "User | None") -> None:
    """One step nearer to the top; the first one stays where it is."""
    require(can_edit_organisation(by, one.organisation))
    Organisation.objects.select_for_update().get(pk=one.organisation_id)
    order: list[Listed] = list(type(one)._default_manager.filter(organisation=one.organisation_id))
    index = next((index for index, other in enumerate(order) if other.pk == one.pk), 0)
    if index:
        order[index - 1 : index + 1] = order[index], order[index - 1]
    for position, other in enumerate(order):
        other.position = position
        other.save(update_fields=["position"])


def _word(one: Listed) -> str:
    return one._meta.model_name or ""
