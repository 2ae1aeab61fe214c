"""Kinds of things that can be found. A room registers its own in apps.ready(); this room never imports upward."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from regio.search.documents import Document

Text = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """`documents` walks all public records of the kind, with opening times from now on; it may be a long generator."""

    name: str
    label: Text
    documents: Callable[[], Iterator[Document]]
    facets: Mapping[str, Text] = field(default_factory=dict)  # finer kinds in the order they are offered
    icon: str = "search"  # glyph of a result without a picture


_kinds: dict[str, Kind] = {}
_marks: dict[str, Text] = {}


def register(
    kind: str,
    *,
    label: Text,
    rebuild: Callable[[], Iterator[Document]],
    facets: Mapping[str, Text] | None = None,
    icon: str = "search",
) -> None:
    """Make `kind` findable. `rebuild` walks all documents of the kind, for a rebuild and for the nightly hours."""
    _kinds[kind] = Kind(name=kind, label=label, documents=rebuild, facets=facets or {}, icon=icon)


def register_marks(labels: Mapping[str, Text]) -> None:
    """Words of a card's `marks` that result cards show. What has no label only filters."""
    _marks.update(labels)


def mark_labels(marks: Iterable[str]) -> list[str]:
    """The labels of `marks`, in the language of the page."""
    return [str(_marks[mark]) for mark in marks if mark in _marks]


def kinds() -> list[Kind]:
    """Registered kinds in the order of their rooms."""
    return list(_kinds.values())


def kind_of(name: str) -> Kind | None:
    """The registered kind of that name."""
    return _kinds.get(name)


def facet_labels(names: tuple[str, ...] = ()) -> dict[str, Text]:
    """Facet → label, of the kinds named or of all; a kind without facets is a facet by itself."""
    chosen = [kind for kind in kinds() if not names or kind.name in names]
    return {value: label for kind in chosen for value, label in (kind.facets or {kind.name: kind.label}).items()}
