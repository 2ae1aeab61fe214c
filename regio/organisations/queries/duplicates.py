"""Who may be here twice: alike by name, and near, or with the same telephone, website or e-mail."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db import connection

from regio.core.geo import Point, box, distance_km
from regio.core.text import fold, sort_key
from regio.organisations.models import Organisation
from regio.organisations.queries.documents import with_places

NEAR_KM = 0.25
ALIKE = 0.45  # of a name beside another sign; trigrams, 0 to 1
SAME_NAME = 0.75
_MOST = 6
_LOOKED_AT = 40

# The index over trigrams gives those alike by name; the box gives those next door. Neither reads the whole table.
_CANDIDATES = """
(SELECT id, similarity(sort_key, %(key)s) AS alike FROM organisations_organisation
 WHERE sort_key %% %(key)s AND id <> %(self)s ORDER BY alike DESC LIMIT %(most)s)
UNION
(SELECT id, similarity(sort_key, %(key)s) FROM organisations_organisation
 WHERE lat BETWEEN %(south)s AND %(north)s AND lon BETWEEN %(west)s AND %(east)s AND id <> %(self)s LIMIT %(most)s)
UNION
(SELECT id, similarity(sort_key, %(key)s) FROM organisations_organisation
 WHERE %(digits)s <> '' AND right(regexp_replace(phone, '[^0-9]', '', 'g'), 7) = %(digits)s AND id <> %(self)s LIMIT %(most)s)
"""
# The same for many at once: by the box around each, and by the telephone. 0.003 of a degree is at least 0.2 km here.
_PAIRS = """
SELECT DISTINCT least(a.id, b.id), greatest(a.id, b.id) FROM organisations_organisation a
JOIN organisations_organisation b
  ON b.lat BETWEEN a.lat - 0.003 AND a.lat + 0.003 AND b.lon BETWEEN a.lon - 0.004 AND a.lon + 0.004
WHERE a.id = ANY(%(keys)s) AND b.id <> a.id AND b.kind = a.kind AND similarity(a.sort_key, b.sort_key) >= %(alike)s
UNION
SELECT DISTINCT least(a.id, b.id), greatest(a.id, b.id) FROM organisations_organisation a
JOIN organisations_organisation b
  ON right(regexp_replace(b.phone, '[^0-9]', '', 'g'), 7) = right(regexp_replace(a.phone, '[^0-9]', '', 'g'), 7)
WHERE a.id = ANY(%(keys)s) AND a.phone <> '' AND b.id <> a.id AND b.kind = a.kind
  AND similarity(a.sort_key, b.sort_key) >= %(alike)s
"""


@dataclass(frozen=True, slots=True)
class Twin:
    """An organisation that may be the same. `signs`: what speaks for it, as words of this room."""

    organisation: Organisation
    alike: float
    signs: tuple[str, ...]

    @property
    def score(self) -> float:
        """The higher, the likelier."""
        return self.alike + 0.4 * len(self.signs)


def likely_twins(organisation: Organisation, *, most: int = _MOST) -> list[Twin]:
    """Organisations that may be `organisation` (stored or only typed in), the likeliest first. Public ones only."""
    alike = _candidates(organisation)
    found = with_places().published().filter(pk__in=alike)
    twins = [Twin(other, alike[other.pk], signs_of(organisation, other)) for other in found]
    likely = [twin for twin in twins if is_likely(twin)]
    return sorted(likely, key=lambda twin: (-twin.score, twin.organisation.pk))[:most]


def is_likely(twin: Twin) -> bool:
    """The same name anywhere, nearly the same in the same place, a similar name with another sign, or two signs whatever the name."""
    strong = {"phone", "email", "website"} & {*twin.signs}
    if twin.alike >= 0.9 or (twin.alike >= SAME_NAME and twin.signs):
        return True
    if twin.alike >= ALIKE and ("near" in twin.signs or strong):
        return True
    return bool(strong) and "near" in twin.signs and twin.alike >= 0.2


def is_general(organisation: Organisation) -> bool:
    """`Spielplatz`, `Eierautomat Hauptstraße`: what it is, not what it is called; two of them may well be two."""
    name, category, street = fold(organisation.name), fold(organisation.category), fold(organisation.street)
    return bool(category) and (name == category or bool(street) and name.startswith(f"{category} {street}"))


def signs_of(one: Organisation, other: Organisation) -> tuple[str, ...]:
    """What both have in common."""
    signs = []
    if one.municipality_id and one.municipality_id == other.municipality_id:
        signs.append("municipality")
    if distance_of(one, other) <= NEAR_KM:
        signs.append("near")
    pairs = {
        "phone": (digits(one.phone), digits(other.phone)),
        "email": (one.email.lower(), other.email.lower()),
        "website": (site(one.website), site(other.website)),
    }
    return (*signs, *(name for name, (mine, theirs) in pairs.items() if mine and mine == theirs))


def distance_of(one: Organisation, other: Organisation) -> float:
    """Kilometres; very far when a place is unknown."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 1e6
    return distance_km(Point(one.lat, one.lon), Point(other.lat, other.lon))


def digits(phone: str) -> str:
    """The last seven digits: however the area code is written."""
    found = re.sub(r"[^0-9]", "", phone)
    return found[-7:] if len(found) >= 7 else ""


def site(address: str) -> str:
    """Host and path without decoration: `laden.de/emmendingen`."""
    parts = urlsplit(address.lower())
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}"


def pairs_among(keys: Sequence[int]) -> list[tuple[Organisation, Organisation]]:
    """Pairs worth a case of which at least one is in `keys`, the older one first; each once. One statement for all."""
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, {"keys": list(keys), "alike": SAME_NAME})
        pairs = cursor.fetchall()
    loaded = with_places().published().in_bulk({key for pair in pairs for key in pair})
    known = [(loaded[first], loaded[second]) for first, second in pairs if first in loaded and second in loaded]
    return [(one, other) for one, other in known if not is_general(one) and has_strong_sign(one, other)]


def new_since(moment: datetime) -> list[int]:
    """Those of a source that were not here before `moment`."""
    found = Organisation.objects.filter(created_at__gte=moment, external_ref__isnull=False)
    return list(found.values_list("pk", flat=True))


def has_strong_sign(one: Organisation, other: Organisation) -> bool:
    """Next door, or reached by the same ways."""
    return bool({"near", "phone", "email", "website"} & {*signs_of(one, other)})


def pair_key(pks: Sequence[int]) -> str:
    """`12-34`: how a case names two organisations, whoever comes first."""
    return "-".join(map(str, sorted(pks)))


def _candidates(organisation: Organisation) -> dict[int, float]:
    south, north, west, east = 0.0, -1.0, 0.0, -1.0  # an empty box
    if organisation.lat is not None and organisation.lon is not None:
        low, high = box(Point(organisation.lat, organisation.lon), NEAR_KM)
        south, north, west, east = low.lat, high.lat, low.lon, high.lon
    values: dict[str, float | int | str] = {
        **{"key": sort_key(organisation.name), "self": organisation.pk or 0, "most": _LOOKED_AT},
        **{"south": south, "north": north, "west": west, "east": east, "digits": digits(organisation.phone)},
    }
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES, values)
        return dict(cursor.fetchall())
