"""Reads of the room."""

from django.core.cache import cache

from regio.region.models import County

_SECONDS = 30


def county() -> County | None:
    """The county of this installation; None before `regio init`. Cached per process for half a minute."""
    found: County | None = cache.get("county")
    if found is None and (found := County.objects.first()):
        cache.set("county", found, _SECONDS)
    return found
