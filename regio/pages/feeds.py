"""What machines read: JSON-LD of a page, Atom feed of an owner's news."""

from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from regio.core.text import many_lines, one_line
from regio.pages.documents import Owner
from regio.pages.models import Page
from regio.pages.queries import PublicPage, newest_news
from regio.pages.queries.lists import address_of, lead_of
from regio.pages.queries.public import as_page
from regio.pages.queries.writing import live_content


def linked_data(found: PublicPage) -> dict[str, Any]:
    """The page as schema.org sees it; addresses from the configured base URL."""
    url = settings.BASE_URL + address_of(found.page, found.owner)
    said = {
        "@context": "https://schema.org",
        "@type": "NewsArticle" if found.is_news else "WebPage",
        "headline" if found.is_news else "name": found.title,
        "url": url,
        "description": lead_of(found.page),
        "datePublished": (found.day or found.page.published_at or found.changed_at).isoformat(),
        "dateModified": found.changed_at.isoformat(),
        "image": settings.BASE_URL + found.teaser.file.url(1280) if found.teaser else "",
        "publisher": {"@type": "Organization", "name": found.owner.label, "url": settings.BASE_URL + found.owner.url},
    }
    return {key: value for key, value in said.items() if value}


def atom(owner: Owner) -> HttpResponse:
    """The newest news of `owner` with their whole text."""
    address = settings.BASE_URL + reverse(f"pages:feed_of_{owner.kind}", args=[owner.address])
    name = one_line(owner.label)  # XML knows no control characters, and one of them would silence the whole feed
    feed = Atom1Feed(
        title=_("News of %(name)s") % {"name": name},
        link=settings.BASE_URL + owner.url,
        description="",
        language="de",
        author_name=name,
        feed_url=address,
        feed_guid=address,
    )
    for page in newest_news(owner):
        _add(feed, page, owner)
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def _add(feed: Atom1Feed, page: Page, owner: Owner) -> None:
    shown = as_page(page, live_content(page), owner=owner)
    day = page.day or timezone.localdate()
    feed.add_item(
        title=one_line(page.title),
        link=settings.BASE_URL + address_of(page, owner),
        description=one_line(lead_of(page)),
        content=many_lines(render_to_string("pages/feed_entry.html", {"found": shown, "base": settings.BASE_URL})),
        unique_id=f"urn:uuid:{page.pk}",
        pubdate=timezone.make_aware(datetime.combine(day, time(12))),
        updateddate=page.updated_at,
        author_name=one_line(owner.label),
    )
