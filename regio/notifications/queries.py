"""Reads of the room."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import FETCH_RAISE

from regio.core.privacy import Part
from regio.notifications.models import Notice
from regio.notifications.registry import belongs_to

if TYPE_CHECKING:
    from regio.accounts.models import User

PAGE = 30


@dataclass(frozen=True, slots=True)
class Notices:
    """One page of a person's list, newest first; `next` is the cursor of the page after it, empty at the end."""

    notices: list[Notice]
    unread: int
    next: str


def notices_of(person: "User", *, after: str = "") -> Notices:
    """What `person` was told, without what only a circle reads that they have left. A damaged cursor shows the first page."""
    rows = Notice.objects.filter(person=person).order_by("-pk").fetch_mode(FETCH_RAISE)
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: PAGE + 1])
    page = found[:PAGE]
    left = {circle for circle in {notice.circle for notice in page} if not belongs_to(person, circle)}
    shown = [notice for notice in page if notice.circle not in left]
    return Notices(shown, unread_of(person), next=str(page[-1].pk) if len(found) > PAGE else "")


def unread_of(person: "User") -> int:
    """How many the person has not seen."""
    return Notice.objects.filter(person=person, read_at=None).count()


def notice_of(person: "User", pk: int) -> Notice | None:
    """One of their own."""
    found = Notice.objects.filter(person=person, pk=pk).first()
    return found if found and belongs_to(person, found.circle) else None


def parts_about(person: "User") -> Iterator[Part]:
    """What they were told (GDPR Art. 15)."""
    rows = Notice.objects.filter(person=person).order_by("pk")
    yield Part(
        "notifications/notices.json",
        [
            {
                "told_at": notice.told_at.isoformat(),
                "kind": notice.kind,
                "title": notice.title,
                "text": notice.text,
                "address": notice.url,
            }
            for notice in rows
        ],
    )
