"""What the search knows of an organisation."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from regio.core import ui
from regio.core.time import now
from regio.organisations.choices import Kind
from regio.organisations.models import Organisation, OrganisationQuerySet
from regio.organisations.queries.hours import schedule_of
from regio.search.documents import Document

KIND = "organisation"  # as registered with the search
_AHEAD = timedelta(days=29)
_CHUNK = 500


def documents() -> Iterator[Document]:
    """All published organisations, for rebuilding the index and for the nightly opening times."""
    for organisation in with_places().published().order_by("pk").iterator(chunk_size=_CHUNK):
        yield document_of(organisation)


def with_places() -> OrganisationQuerySet:
    """Organisations with the Gemeinde their hours and cards need, without its boundary."""
    return Organisation.objects.select_related("municipality").defer("municipality__boundary")


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
        keywords=f"{organisation.category} {organisation.words}".strip(),
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
    }
    return {key: value for key, value in card.items() if value}


def picture_address(organisation: Organisation) -> str:
    """Address of the picture; empty without one."""
    return ui.picture(organisation.picture)


def _open_ranges(organisation: Organisation, start: datetime) -> list[tuple[datetime, datetime]] | None:
    schedule = schedule_of(organisation)
    return None if schedule is None else schedule.open_ranges(start, start + _AHEAD)
