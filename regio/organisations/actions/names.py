"""A person who goes is named no more on the pages of organisations: contacts, addresses, imprint (docs/decisions/0006)."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from regio.audit import actions as audit
from regio.core.text import without
from regio.organisations.actions.claim import tell_imprint_needed
from regio.organisations.actions.organisation import keep_findable
from regio.organisations.actions.publication import take_down
from regio.organisations.actions.team import managers_of
from regio.organisations.choices import LegalForm, Role
from regio.organisations.models import Contact, Imprint, Organisation
from regio.organisations.queries.imprint import imprint_gaps
from regio.search import actions as search

if TYPE_CHECKING:
    from regio.accounts.models import User

IMPRINT_NAMES = ("legal_name", "representatives", "content_responsible", "profession")


def take_names_out(person: "User", *, addresses: Collection[str], held: Mapping[int, str]) -> None:
    """Part of erasing `person`. `addresses`: theirs, in small letters. `held`: their roles by key of the organisation.

    Their address goes from every page, their name from those of organisations they belonged to: elsewhere the same name
    may be another's. What an imprint says only its managers' names are taken out of; what it then lacks others are asked for.
    """
    changed = _from_contacts(person, addresses=addresses, held=held)
    own = list(_with_address(Organisation.objects.all(), addresses).values_list("pk", flat=True))
    Organisation.objects.filter(pk__in=own).update(email="")
    managed = [key for key, role in held.items() if role == Role.MANAGER]
    changed |= {*own, *_from_imprints(person, addresses=addresses, managed=managed)}
    for organisation in Organisation.objects.filter(pk__in=changed).order_by("pk"):
        audit.record("organisations.person_taken_out", by=None, of=organisation)
    if changed:
        keep_findable(sorted(changed))
    if changed or held:
        search.tidy_words_later.defer()


def _with_address[M: (Contact, Organisation, Imprint)](rows: QuerySet[M], addresses: Collection[str]) -> QuerySet[M]:
    return rows.annotate(lower_email=Lower("email")).filter(lower_email__in=addresses)


def _from_contacts(person: "User", *, addresses: Collection[str], held: Mapping[int, str]) -> set[int]:
    mine = Q(pk__in=_with_address(Contact.objects.all(), addresses).values("pk"))
    named = Q(organisation__in=held, name__icontains=person.name) if person.name.strip() else Q(pk__in=[])
    changed = set()
    for contact in Contact.objects.select_for_update(of=("self",)).filter(mine | named).order_by("pk"):
        changed.add(contact.organisation_id)
        if contact.email.lower() in addresses:
            contact.email = ""
        if contact.organisation_id in held and without(contact.name, [person.name]) != contact.name:
            contact.name, contact.function, contact.mobile = contact.function, "", ""
        if contact.name:
            contact.save()
        else:  # it said nothing but who they are
            contact.delete()
    return changed


def _from_imprints(person: "User", *, addresses: Collection[str], managed: Collection[int]) -> set[int]:
    mine = Q(pk__in=_with_address(Imprint.objects.all(), addresses).values("pk"))
    changed = set()
    for imprint in Imprint.objects.filter(mine | Q(organisation__in=managed)).order_by("pk"):
        organisation = Organisation.objects.select_for_update().get(pk=imprint.pk)
        if imprint.pk in managed and _is_of_one(imprint, person):
            imprint.delete()
        elif not _clean(imprint, person, addresses=addresses, with_name=imprint.pk in managed):
            continue
        changed.add(organisation.pk)
        if organisation.published_at is not None and imprint_gaps(organisation):
            take_down(organisation)
            for manager in managers_of(organisation):
                tell_imprint_needed(organisation, manager)
    return changed


def _is_of_one(imprint: Imprint, person: "User") -> bool:
    """The imprint of a sole trader who is this person: all of it is about them."""
    words = person.name.lower().split()
    said = imprint.legal_name.lower().replace(",", " ").split()
    return imprint.legal_form == LegalForm.SOLE and bool(words) and set(words) <= set(said)


def _clean(imprint: Imprint, person: "User", *, addresses: Collection[str], with_name: bool) -> bool:
    """True when something was taken out. What is left without its words is empty, and so a gap."""
    before = [getattr(imprint, field) for field in (*IMPRINT_NAMES, "email")]
    if imprint.email.lower() in addresses:
        imprint.email = ""
    for field in IMPRINT_NAMES if with_name and person.name.strip() else ():
        left = without(getattr(imprint, field), [person.name])
        setattr(imprint, field, left if left.strip(" …,;") else "")
    if before == [getattr(imprint, field) for field in (*IMPRINT_NAMES, "email")]:
        return False
    imprint.save()
    return True
