"""Reads of the room, by noun."""

from regio.region.queries.place import (
    CACHED,
    Document,
    Near,
    Place,
    boundaries,
    county,
    county_map,
    has_boundaries,
    keys_by_ags,
    keys_by_ars,
    municipalities_with_page,
    nearest,
    neighbours_of,
    own_municipalities,
    own_places,
)

__all__ = [
    "CACHED",
    "Document",
    "Near",
    "Place",
    "boundaries",
    "county",
    "county_map",
    "has_boundaries",
    "keys_by_ags",
    "keys_by_ars",
    "municipalities_with_page",
    "nearest",
    "neighbours_of",
    "own_municipalities",
    "own_places",
]
