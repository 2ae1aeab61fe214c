"""What the tests of this room share."""

from datetime import timedelta

import pytest
from django.utils import timezone

from regio.organisations.models import Organisation
from regio.search import actions as search
from regio.search.documents import Document


def make_found(organisation: Organisation, *, is_open: bool = True, **changes: object) -> None:
    """What the search knows of `organisation`: open since an hour and for three more, or never."""
    at = timezone.now()
    values = {
        "kind": "organisation",
        "key": str(organisation.pk),
        "facet": organisation.kind,
        "title": organisation.name,
        "url": f"/verzeichnis/{organisation.slug}/",
        "card": {"category": organisation.category},
        "municipality_id": organisation.municipality_id,
        "lat": organisation.lat,
        "lon": organisation.lon,
        "open_ranges": [(at - timedelta(hours=1), at + timedelta(hours=3))] if is_open else [],
    }
    search.put(Document(**(values | changes)))  # type: ignore[arg-type]


@pytest.fixture
def found(shop: Organisation, office: Organisation) -> None:
    """Shop (open) and office (closed) can be found."""
    make_found(shop)
    make_found(office, is_open=False)
