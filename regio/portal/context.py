"""What the shell around every page needs. Everything that costs a query is worked out only when a template asks."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from regio.region.queries import county


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor of both template engines."""
    return {
        "region": SimpleLazyObject(county),
        "lang": (get_language() or "de")[:2],
        "theme": chosen if (chosen := request.COOKIES.get("regio_theme")) in {"light", "dark"} else "",
        "nav": [],
        "unread": 0,
        "demo": settings.DEMO,
    }
