"""What an editor writes: everything of a page that has a draft."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Self

from django.utils.translation import gettext as _

from regio.pages.documents.blocks import LIMITS, Block, checked, is_picture
from regio.pages.errors import NotAPage

type Picture = dict[str, str]

LONGEST = {"title": 160, "menu_title": 40, "lead": 300}
UNDOABLE = 5


@dataclass(frozen=True, slots=True)
class Content:
    """Title, blocks, and what news have besides. `removed` are the sections deleted last, with their old place."""

    title: str
    menu_title: str = ""
    lead: str = ""
    day: date | None = None
    until: date | None = None
    teaser: Picture | None = None
    blocks: list[Block] = field(default_factory=list)
    removed: list[dict[str, Any]] = field(default_factory=list)

    def checked(self) -> Self:
        """Itself, or NotAPage with a sentence that says what is wrong."""
        if any(len(getattr(self, name)) > longest for name, longest in LONGEST.items()):
            raise NotAPage(_("The heading or the summary is too long."))
        if self.teaser is not None and not is_picture(self.teaser):
            raise NotAPage(_("The picture is damaged. Please choose it again."))
        if self.day and self.until and self.until < self.day:
            raise NotAPage(_("The last day lies before the first."))
        checked(self.blocks)
        if len(json.dumps(self.as_json())) > LIMITS["bytes"]:
            raise NotAPage(_("This page is too long. Please make two of it."))
        return self

    def as_json(self) -> dict[str, Any]:
        """As the draft is stored."""
        days = {name: value.isoformat() if (value := getattr(self, name)) else None for name in ("day", "until")}
        return asdict(self) | days | {"removed": self.removed[-UNDOABLE:]}

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Self:
        """What `as_json` stored."""
        days = {name: date.fromisoformat(stored[name]) if stored.get(name) else None for name in ("day", "until")}
        return cls(**(stored | days))

    def without_traces(self) -> Self:
        """As it is published: what was deleted is gone."""
        return replace(self, removed=[])

    def files(self) -> Iterator[str]:
        """Ids of the pictures and files it shows."""
        if self.teaser:
            yield self.teaser["file"]
        for block in self.blocks:
            yield from (one["file"] for one in (*block.get("pictures", ()), *block.get("files", ())))
