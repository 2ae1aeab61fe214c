"""Tries that are counted (settings.ACCOUNT_RATE_LIMITS, docs/decisions/0003-rate-limits.md)."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest

from regio.core.text import fold


def is_limited(request: HttpRequest, action: str, *, key: str = "") -> bool:
    """Count one more try of `action` (settings.ACCOUNT_RATE_LIMITS); True when that was one too many."""
    return ratelimit.consume(request, app="allauth.account", action=action, key=fold(key)) is None
