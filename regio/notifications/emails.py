"""The mail of a notice: plain text, links from the configured base URL."""

from django.conf import settings
from django.template.loader import render_to_string

from regio.region.queries import county


def render_notice(text: str, url: str) -> str:
    """Body of the mail, in the active language."""
    region = county()
    context = {
        "text": text,
        "link": settings.BASE_URL + url if url else "",
        "region_name": region.name if region else settings.BASE_URL,
        "base_url": settings.BASE_URL,
    }
    return render_to_string("notifications/notice.txt", context).strip() + "\n"
