"""One page as everybody sees it, and the same for drafts and old versions."""

from dataclasses import dataclass
from datetime import date, datetime

from regio.pages.choices import Kind
from regio.pages.documents import Content, Owner
from regio.pages.models import Page, PageVersion
from regio.pages.queries.owners import owner_at, owner_of
from regio.pages.queries.shown import ShownBlock, ShownPicture, shown_blocks, shown_picture
from regio.pages.queries.writing import content_of, files_on, live_content


@dataclass(frozen=True, slots=True)
class PublicPage:
    """Everything the template shows."""

    page: Page
    owner: Owner
    title: str
    lead: str
    day: date | None
    teaser: ShownPicture | None
    blocks: list[ShownBlock]
    menu: list[Page]
    changed_at: datetime

    @property
    def is_news(self) -> bool:
        return self.page.kind == Kind.NEWS


def public_page(path: str, address: str, slug: str) -> PublicPage | None:
    """The page at this address, or None when there is none for the public: both look the same."""
    owner = owner_at(path, address)
    if owner is None or not owner.is_public:
        return None
    page = Page.objects.live().of(owner.kind, owner.key).filter(slug=slug).defer("draft").first()
    return as_page(page, live_content(page), owner=owner) if page else None


def draft_as_page(page: Page) -> PublicPage | None:
    """How the draft would look."""
    return _as_page_of_owner(page, content_of(page))


def version_as_page(version: PageVersion) -> PublicPage | None:
    """How an old version looked."""
    return _as_page_of_owner(version.page, Content.of(version.stored))


def _as_page_of_owner(page: Page, content: Content) -> PublicPage | None:
    owner = owner_of(page)
    return as_page(page, content, owner=owner) if owner else None


def as_page(page: Page, content: Content, *, owner: Owner) -> PublicPage:
    """`content` as the page of `owner`."""
    files = files_on(page) if any(content.files()) else {}
    return PublicPage(
        page=page,
        owner=owner,
        title=content.title,
        lead=content.lead,
        day=content.day,
        teaser=shown_picture(content.teaser, files),
        blocks=shown_blocks(content.blocks, owner=owner, files=files),
        menu=list(Page.objects.live().of(owner.kind, owner.key).standing().only("slug", "title", "menu_title")),
        changed_at=page.updated_at,
    )
