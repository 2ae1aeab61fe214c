"""What the room knows about a person (GDPR Art. 15, 20)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from regio.core.privacy import Part
from regio.pages.documents import Owner
from regio.pages.models import Page, PageVersion
from regio.pages.queries.lists import address_of
from regio.pages.queries.owners import owners_of

if TYPE_CHECKING:
    from regio.accounts.models import User

type Owners = dict[tuple[str, str], Owner]


def parts_about(person: "User") -> Iterator[Part]:
    """The pages they wrote for others: titles, addresses, when. The texts are the word of the owner."""
    versions = list(PageVersion.objects.filter(by=person).select_related("page").order_by("at"))
    drafts = list(Page.objects.filter(draft_by=person).order_by("draft_at"))
    owners = owners_of([*(version.page for version in versions), *drafts])
    rows = [_row(one.page, one.title, at=one.at, owners=owners, kind="version") for one in versions]
    rows += [_row(page, page.title, at=page.draft_at, owners=owners, kind="draft") for page in drafts]
    if rows:
        yield Part("pages/written.json", rows)


def _row(page: Page, title: str, *, at: object, owners: Owners, kind: str) -> dict[str, object]:
    owner = owners.get((page.owner_kind, page.owner_key))
    address = address_of(page, owner) if owner else ""
    return {"title": title, "address": address, "at": str(at or ""), "kind": kind}
