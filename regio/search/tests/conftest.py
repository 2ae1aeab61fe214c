"""Documents as rooms hand them over."""

from collections.abc import Callable, Iterator

import pytest

from regio.search import registry
from regio.search.actions import put
from regio.search.documents import Document
from regio.search.queries import Ask, find

Write = Callable[..., Document]


def make_document(title: str, **fields: object) -> Document:
    values = {
        "kind": "organisation",
        "key": title,
        "facet": "business",
        "title": title,
        "url": f"/verzeichnis/{len(title)}/",
    }
    return Document(**(values | fields))  # type: ignore[arg-type]


def titles(words: str = "", **ask: object) -> list[str]:
    return [hit.title for hit in find(Ask(words=words, **ask)).hits]  # type: ignore[arg-type]


@pytest.fixture
def write(db: None) -> Write:
    """`write("Bäckerei Müller", summary="…")` makes it findable."""

    def write(title: str, **fields: object) -> Document:
        document = make_document(title, **fields)
        put(document)
        return document

    return write


@pytest.fixture
def only_kind(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Document]]:
    """The only registered kind is `thing`; its records are the documents of the list."""
    records: list[Document] = []
    monkeypatch.setattr(registry, "_kinds", {})
    registry.register("thing", label="Things", rebuild=lambda: iter(list(records)))
    yield records
