"""Places on the globe: WGS84 degrees in, kilometres out."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088
KM_PER_DEGREE = 111.195


@dataclass(frozen=True, slots=True)
class Point:
    """Latitude and longitude in degrees (WGS84)."""

    lat: float
    lon: float


def distance_km(here: Point, there: Point) -> float:
    """Great-circle distance in kilometres (haversine)."""
    lat1, lat2 = radians(here.lat), radians(there.lat)
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(radians(there.lon - here.lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def box(centre: Point, km: float) -> tuple[Point, Point]:
    """South-west and north-east corner of the box that holds the circle of `km` around `centre`."""
    lat = km / KM_PER_DEGREE
    lon = km / (KM_PER_DEGREE * max(cos(radians(centre.lat)), 0.01))
    return Point(centre.lat - lat, centre.lon - lon), Point(centre.lat + lat, centre.lon + lon)
