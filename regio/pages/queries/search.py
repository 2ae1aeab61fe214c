"""Pages as the search knows them."""

from collections.abc import Iterator
from itertools import batched

from regio.core.rich import plain
from regio.pages.choices import BlockKind
from regio.pages.documents import Owner
from regio.pages.models import Page
from regio.pages.queries.lists import address_of, lead_of
from regio.pages.queries.owners import owners_of
from regio.search.documents import Document


def documents() -> Iterator[Document]:
    """All public pages."""
    found = Page.objects.live().defer("draft").order_by("pk").iterator(chunk_size=200)
    for batch in batched(found, 200):
        owners = owners_of(batch)
        for page in batch:
            owner = owners.get((page.owner_kind, page.owner_key))
            if owner and owner.is_public:
                yield document_of(page, owner)


def document_of(page: Page, owner: Owner) -> Document:
    """One public page as the search shall know it."""
    return Document(
        kind="page",
        key=str(page.pk),
        title=page.title,
        url=address_of(page, owner),
        summary=lead_of(page),
        words=f"{owner.label} {words_of(page)}",
        card={"category": owner.label, "lane": owner.lane, "icon": "document"},
        municipality_id=owner.municipality_id,
    )


def words_of(page: Page) -> str:
    """Everything that can be read on it."""
    return " ".join(_words(page))


def _words(page: Page) -> Iterator[str]:
    for block in page.blocks:
        match block["kind"]:
            case BlockKind.TEXT:
                yield plain(block["text"])
            case BlockKind.HEADING:
                yield block["text"]
            case BlockKind.LIST:
                yield from block["items"]
            case BlockKind.CONTACT:
                yield f"{block['name']} {block['role']} {block['note']}"
            case BlockKind.PICTURES:
                yield from (f"{one['alt']} {one['caption']}" for one in block["pictures"])
            case BlockKind.FILES:
                yield from (one["title"] for one in block["files"])
            case BlockKind.MAP:
                yield block["label"]
