"""What the search knows of an organisation."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from regio.core import ui
from regio.core.time import now
from regio.organisations.choices import Kind
from regio.organisations.models import Organisation, OrganisationQuerySet, Place
from regio.organisations.queries.hours import schedule_of
from regio.search.documents import Document

KIND = "organisation"  # as registered with the search
ACCESS, WORK = "access-", "work-"  # marks to filter by
_AHEAD = timedelta(days=29)
_CHUNK = 500


def documents() -> Iterator[Document]:
    """All published organisations, for rebuilding the index and for the nightly opening times."""
    for organisation in for_search().published().order_by("pk").iterator(chunk_size=_CHUNK):
        yield from documents_of(organisation)


def with_places() -> OrganisationQuerySet:
    """Organisations with the Gemeinde their hours and cards need, without its boundary."""
    return Organisation.objects.select_related("municipality").defer("municipality__boundary")


def for_search() -> OrganisationQuerySet:
    """Organisations with everything `documents_of` reads."""
    places = Place.objects.select_related("municipality").defer("municipality__boundary")
    return with_places().select_related("work_now").prefetch_related("contacts", Prefetch("places", places))


def documents_of(organisation: Organisation) -> list[Document]:
    """The search entries of `organisation` from `for_search`: its own, and one for each further place."""
    return [
        document_of(organisation),
        *(_document_of_place(place, organisation) for place in organisation.places.all()),
    ]


def document_of(organisation: Organisation) -> Document:
    """The search entry of `organisation`; its Gemeinde should be loaded."""
    place = organisation.municipality
    kind = Kind(organisation.kind)
    city = organisation.city or (place.name if place else "")
    return Document(
        kind=KIND,
        key=str(organisation.pk),
        facet=organisation.kind,
        title=organisation.name,
        summary=organisation.claim or organisation.description[:200],
        keywords=" ".join(filter(None, (organisation.category, organisation.words, *_duties(organisation)))),
        words=" ".join(filter(None, (organisation.description, organisation.street, organisation.postcode, city))),
        url=reverse("organisations:page", args=[organisation.slug]),
        card=_card(organisation, kind, city),
        municipality_id=organisation.municipality_id,
        lat=organisation.lat,
        lon=organisation.lon,
        open_ranges=_open_ranges(organisation, now()),
    )


def _card(organisation: Organisation, kind: Kind, city: str) -> dict[str, Any]:
    card = {
        "category": organisation.category,
        "picture": organisation.picture,  # its path: the address changes with the file
        "city": city,
        "lane": kind.lane,
        "icon": kind.icon,
        "step_free": organisation.is_step_free,
        "marks": _marks(organisation),
    }
    return {key: value for key, value in card.items() if value}


def _duties(organisation: Organisation) -> list[str]:
    """Who is responsible for what is found like the category."""
    return [f"{contact.duties} {contact.name} {contact.function}".strip() for contact in organisation.contacts.all()]


def _marks(organisation: Organisation) -> list[str]:
    """What can be filtered by: access, and how it works now."""
    said = getattr(organisation, "work_now", None)
    is_valid = said is not None and (said.until is None or said.until >= timezone.localdate())
    ways = [f"{WORK}{way}" for way in said.ways] if said and is_valid else []
    return [*(f"{ACCESS}{word}" for word in organisation.access), *ways]


def _document_of_place(place: Place, organisation: Organisation) -> Document:
    kind = Kind(organisation.kind)
    city = place.city or (place.municipality.name if place.municipality else "")
    return Document(
        kind=KIND,
        key=f"{organisation.pk}-{place.pk}",
        facet=organisation.kind,
        title=f"{organisation.name}, {place.name}",
        summary=organisation.claim,
        keywords=f"{organisation.category} {organisation.words}".strip(),
        words=" ".join(filter(None, (place.street, place.postcode, city))),
        url=f"{reverse('organisations:page', args=[organisation.slug])}#ort-{place.pk}",
        card=_card(organisation, kind, city),
        municipality_id=place.municipality_id,
        lat=place.lat,
        lon=place.lon,
        open_ranges=_open_ranges(place, now()),
    )


def picture_address(organisation: Organisation) -> str:
    """Address of the picture; empty without one."""
    return ui.picture(organisation.picture)


def _open_ranges(one: Organisation | Place, start: datetime) -> list[tuple[datetime, datetime]] | None:
    schedule = schedule_of(one)
    return None if schedule is None else schedule.open_ranges(start, start + _AHEAD)
