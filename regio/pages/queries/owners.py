"""Whose pages they are, and the Gemeinden as owners."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from regio.pages.documents import Card, Owner
from regio.pages.models import Page
from regio.pages.registry import kind_at, kind_of
from regio.region.models import Municipality


def owner_at(path: str, address: str) -> Owner | None:
    """The owner whose address is `/path/address/`."""
    kind = kind_at(path)
    return kind.find(address) if kind else None


def owner_of(page: Page) -> Owner | None:
    """None when its record is gone."""
    kind = kind_of(page.owner_kind)
    return kind.of([page.owner_key]).get(page.owner_key) if kind else None


def owners_of(pages: Iterable[Page]) -> dict[tuple[str, str], Owner]:
    """The owners of many pages: one query for each kind."""
    keys: dict[str, set[str]] = {}
    for page in pages:
        keys.setdefault(page.owner_kind, set()).add(page.owner_key)
    found: dict[tuple[str, str], Owner] = {}
    for name, wanted in keys.items():
        if kind := kind_of(name):
            found |= {(name, key): owner for key, owner in kind.of(wanted).items()}
    return found


def gemeinde_at(slug: str) -> Owner | None:
    """A Gemeinde of the own county as owner of pages."""
    place = _light().filter(slug=slug).first()
    return _as_owner(place) if place else None


def gemeinden(keys: Iterable[str]) -> Mapping[str, Owner]:
    """Gemeinden of the own county by key."""
    wanted = [int(key) for key in keys if key.isdecimal()]
    return {str(place.pk): _as_owner(place) for place in _light().filter(pk__in=wanted)}


def cards_of_gemeinde(key: str) -> list[Card]:
    """Its town hall, as far as the register of the region knows it."""
    place = Municipality.objects.filter(pk=key).first()
    phone, email = getattr(place, "phone", ""), getattr(place, "email", "")
    if place is None or not (phone or email):
        return []
    return [Card(key="general", name=_("Town hall of %(name)s") % {"name": place.name}, phone=phone, email=email)]


def _light() -> "QuerySet[Municipality]":
    return Municipality.objects.own().only("pk", "name", "slug", "kind", "lat", "lon")


def _as_owner(place: Municipality) -> Owner:
    return Owner(
        kind="municipality",
        key=str(place.pk),
        label=place.name,
        url=reverse("region:municipality", args=[place.slug]),
        address=place.slug,
        is_public=True,
        municipality_id=place.pk,
        lane="official",
        lane_label=place.kind or _("Municipality"),
        icon="crest",
        place=None if place.lat is None or place.lon is None else (place.lat, place.lon),
    )
