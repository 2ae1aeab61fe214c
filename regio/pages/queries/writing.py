"""What an editor works on."""

from typing import TYPE_CHECKING
from uuid import UUID

from regio.core.time import clock_text
from regio.files.queries import Shown, files_of
from regio.pages.documents import Content
from regio.pages.models import Page
from regio.pages.rules import editable_pages

if TYPE_CHECKING:
    from regio.pages.registry import Visitor


def editable_page(user: "Visitor", id: UUID) -> Page | None:
    """The page when `user` may edit it, deleted ones too; None looks like "does not exist"."""
    return Page.objects.filter(editable_pages(user), pk=id).select_related("draft_by").first()


def content_of(page: Page) -> Content:
    """The draft; without one what is public."""
    return Content.of(page.draft) if page.draft else live_content(page)


def live_content(page: Page) -> Content:
    """What everybody sees."""
    return Content(
        title=page.title,
        menu_title=page.menu_title,
        lead=page.lead,
        day=page.day,
        until=page.until,
        teaser=page.teaser,
        blocks=page.blocks,
    )


def files_on(page: Page) -> dict[str, Shown]:
    """Everything uploaded for the page, by id. One query."""
    return {str(file.id): file for file in files_of(("pages.page", str(page.pk)), purpose="page")}


def saved_by(page: Page) -> tuple[str, str]:
    """Who saved the draft last and when: names for the note that says so; empty when nobody did or they are gone."""
    return (str(page.draft_by) if page.draft_by else "", clock_text(page.draft_at) if page.draft_at else "")
