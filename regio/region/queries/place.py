"""Reads of the room."""

import hashlib
import json
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.db.models import FETCH_RAISE, QuerySet
from django.urls import reverse

from regio.core.geo import Point, distance_km
from regio.region.choices import TextKind
from regio.region.maps import CountyMap, draw
from regio.region.models import County, Municipality


def text_key(kind: str, language: str) -> str:
    """Where a text of the law is kept."""
    return f"text-{kind}-{language}"


# What the room keeps per process; forgotten when the room writes.
_TEXTS = [text_key(kind, language) for kind in TextKind for language, _name in settings.LANGUAGES]
CACHED = ["county", "county_map", "boundaries", "has_boundaries", "places", *_TEXTS]
_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Near:
    """A Gemeinde and how far its centre is."""

    municipality: "Place"
    km: float


class Place(NamedTuple):
    """A Gemeinde as filters and forms need it."""

    pk: int
    name: str
    slug: str
    lat: float | None
    lon: float | None

    @property
    def point(self) -> Point | None:
        """Its centre, where it is known."""
        return None if self.lat is None or self.lon is None else Point(self.lat, self.lon)


@dataclass(frozen=True, slots=True)
class Document:
    """A finished answer and its fingerprint."""

    body: bytes
    etag: str


def county() -> County | None:
    """The county of this installation; None before `regio init`. Cached per process for half a minute."""
    found: County | None = cache.get("county")
    if found is None and (found := County.objects.first()):
        cache.set("county", found, _SECONDS)
    return found


def own_municipalities() -> list[Municipality]:
    """The county's Gemeinden by name, without their boundaries."""
    return list(Municipality.objects.own().by_name().defer("boundary").fetch_mode(FETCH_RAISE))


def own_places() -> list[Place]:
    """The county's Gemeinden by name, light. Cached per process."""
    found: list[Place] | None = cache.get("places")
    if found is None:
        rows = Municipality.objects.own().by_name().values_list("pk", "name", "slug", "lat", "lon")
        found = [Place(*row) for row in rows]
        cache.set("places", found, _SECONDS)
    return found


def municipalities_with_page() -> QuerySet[Municipality]:
    """Gemeinden that have a page here: the county's own."""
    return Municipality.objects.own().defer("boundary")


def county_map() -> CountyMap:
    """The drawn outlines of the county's Gemeinden; empty where no boundaries were imported. Cached per process."""
    found: CountyMap | None = cache.get("county_map")
    if found is None:
        found = draw(list(Municipality.objects.own().by_name().filter(boundary__isnull=False)))
        cache.set("county_map", found, _SECONDS)
    return found


def boundaries() -> Document:
    """GeoJSON of the county's Gemeinden (name, url) for interactive maps. Cached per process."""
    found: Document | None = cache.get("boundaries")
    if found is None:
        places = Municipality.objects.own().by_name().filter(boundary__isnull=False)
        body = json.dumps({"type": "FeatureCollection", "features": [_feature(place) for place in places]}).encode()
        found = Document(body, hashlib.sha256(body).hexdigest()[:32])
        cache.set("boundaries", found, _SECONDS)
    return found


def has_boundaries() -> bool:
    """Whether a map of the county has outlines to show. Cached per process."""
    found: bool | None = cache.get("has_boundaries")
    if found is None:
        found = Municipality.objects.own().filter(boundary__isnull=False).exists()
        cache.set("has_boundaries", found, _SECONDS)
    return found


def _feature(place: Municipality) -> dict[str, object]:
    url = reverse("region:municipality", args=[place.slug])
    return {"type": "Feature", "properties": {"name": place.name, "url": url}, "geometry": place.boundary}


def neighbours_of(municipality: Municipality | Place, km: float = 15, *, most: int = 8) -> list[Near]:
    """The county's other Gemeinden whose centre is within `km` kilometres, nearest first."""
    if municipality.lat is None or municipality.lon is None:
        return []
    here = Point(municipality.lat, municipality.lon)
    found = [near for near in _around(here, km) if near.municipality.pk != municipality.pk]
    return found[:most]


def nearest(point: Point, *, km: float = 30) -> Place | None:
    """The county's Gemeinde whose centre is nearest to `point`, at most `km` kilometres away."""
    found = _around(point, km)
    return found[0].municipality if found else None


def _around(here: Point, km: float) -> list[Near]:
    near = [Near(place, distance_km(here, place.point)) for place in own_places() if place.point]
    return sorted((one for one in near if one.km <= km), key=lambda one: one.km)


def keys_by_ags() -> dict[str, int]:
    """Gemeindeschlüssel → primary key, of all Gemeinden."""
    return dict(Municipality.objects.values_list("ags", "pk"))


def keys_by_ars() -> dict[str, int]:
    """Regionalschlüssel → primary key, of all Gemeinden."""
    return dict(Municipality.objects.values_list("ars", "pk"))
