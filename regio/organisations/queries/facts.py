"""What forms about an organisation need to know."""

from collections.abc import Iterable
from hashlib import sha256

from django.core.cache import cache

from regio.organisations.models import Organisation
from regio.region.models import Municipality

FACTS = (
    "name", "category", "words", "claim", "description", "street", "housenumber", "postcode", "city", "municipality_id",
    "lat", "lon", "phone", "email", "website", "access", "access_note", "payment",
)  # fmt: skip
_OFFERED = 150


def seen(organisation: Organisation, fields: Iterable[str]) -> str:
    """Fingerprint of what a form showed: it differs when somebody else has written meanwhile."""
    values = "\x1f".join(f"{getattr(organisation, field)!r}" for field in fields)
    return sha256(values.encode()).hexdigest()[:16]


def municipalities_at(postcode: str, city: str) -> list[Municipality]:
    """Own Gemeinden with this postcode; when several, the one that is called like the town."""
    own = Municipality.objects.own().by_name().defer("boundary")
    found = list(own.filter(postcodes__contains=[postcode])) if postcode else []
    named = [place for place in (found or own) if city and place.name.casefold().startswith(city.casefold())]
    return named if len(named) == 1 else found


def categories_in_use() -> list[str]:
    """Words other organisations here use, the most frequent ones, by alphabet. Cached per process."""
    found: list[str] | None = cache.get("categories")
    if found is None:
        words = Organisation.objects.published().exclude(category="").values_list("category", flat=True)
        counts: dict[str, int] = {}
        for word in words.iterator():
            counts[word] = counts.get(word, 0) + 1
        found = sorted(sorted(counts, key=lambda word: -counts[word])[:_OFFERED], key=str.casefold)
        cache.set("categories", found, 3600)
    return found
