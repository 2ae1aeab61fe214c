"""Reads of the room."""

from regio.pages.queries.history import Change, changes_of, version_of
from regio.pages.queries.lists import (
    Listed,
    OwnerPages,
    in_bin,
    newest_news,
    news_near,
    news_of,
    news_of_many,
    one_of_each_lane,
    owner_pages,
    pages_of,
)
from regio.pages.queries.owners import owner_at, owner_of, owners_of
from regio.pages.queries.person import parts_about
from regio.pages.queries.public import PublicPage, draft_as_page, public_page, version_as_page
from regio.pages.queries.search import document_of, documents
from regio.pages.queries.shown import ShownBlock, shown_blocks
from regio.pages.queries.writing import content_of, editable_page, saved_by

__all__ = [
    "Change",
    "Listed",
    "OwnerPages",
    "PublicPage",
    "ShownBlock",
    "changes_of",
    "content_of",
    "document_of",
    "documents",
    "draft_as_page",
    "editable_page",
    "in_bin",
    "news_near",
    "news_of",
    "news_of_many",
    "newest_news",
    "one_of_each_lane",
    "owner_at",
    "owner_of",
    "owner_pages",
    "owners_of",
    "pages_of",
    "parts_about",
    "public_page",
    "saved_by",
    "shown_blocks",
    "version_as_page",
    "version_of",
]
