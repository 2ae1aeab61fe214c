"""What was published when, by whom."""

from dataclasses import dataclass
from datetime import datetime

from regio.pages.models import Page, PageVersion


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history. `by` is empty when the account was deleted."""

    number: int
    title: str
    by: str
    at: datetime
    is_published: bool
    is_current: bool


def changes_of(page: Page) -> list[Change]:
    """Newest first, without their content."""
    found = page.versions.select_related("by").defer("blocks", "rest").order_by("-number")[:100]
    rows = list(found)
    current = next((row.number for row in rows if row.is_published), 0) if page.published_at else 0
    return [
        Change(row.number, row.title, str(row.by or ""), row.at, row.is_published, row.number == current)
        for row in rows
    ]


def version_of(page: Page, number: int) -> PageVersion | None:
    """One version with its content."""
    return page.versions.select_related("page", "by").filter(number=number).first()
