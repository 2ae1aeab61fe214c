"""Contact persons and further places of one organisation."""

from django.db.models import Exists, OuterRef

from regio.organisations.choices import Kind
from regio.organisations.models import Contact, Organisation, Place
from regio.region.models import Municipality

MOST_OFFICES = 20


def contacts_of(organisation: Organisation) -> list[Contact]:
    """In the order the organisation chose."""
    return list(Contact.objects.filter(organisation=organisation))


def places_of(organisation: Organisation) -> list[Place]:
    """In the order the organisation chose, with the Gemeinden their hours need."""
    return list(
        Place.objects.filter(organisation=organisation).select_related("municipality").defer("municipality__boundary")
    )


def contact_to_edit(organisation: Organisation, key: int) -> Contact | None:
    """One of its contacts; those of others do not exist."""
    return Contact.objects.filter(organisation=organisation, pk=key).first()


def place_to_edit(organisation: Organisation, key: int) -> Place | None:
    """One of its places; those of others do not exist."""
    found = Place.objects.select_related("municipality", "organisation").filter(organisation=organisation, pk=key)
    return found.first()


def offices_in(municipality: Municipality) -> list[Organisation]:
    """The public offices of a Gemeinde that name whom to ask, with their contacts."""
    named = Contact.objects.filter(organisation=OuterRef("pk"))
    offices = (
        Organisation.objects.published()
        .by_name()
        .filter(Exists(named), municipality=municipality, kind=Kind.ADMINISTRATION)
    )
    return list(offices.prefetch_related("contacts")[:MOST_OFFICES])
