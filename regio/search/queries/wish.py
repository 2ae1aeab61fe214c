"""What every search page reads from its address in the same way, and writes back into it."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar, TypedDict
from urllib.parse import urlencode

from django.http import QueryDict

from regio.core.ui import fixed_address

_LONGEST = 120  # of the words looked for
_LONGEST_CURSOR = 500


class Said(TypedDict):
    """The fields that all wishes have."""

    words: str
    open_now: bool
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The filters of one request; each page adds its own. What an address says wrongly is left out, never an error."""

    page: ClassVar[str]  # name of its URL
    words: str = ""
    open_now: bool = False
    after: str = ""

    def own_pairs(self) -> list[tuple[str, str]]:
        """Name and value of what this page adds; empty values are left out."""
        raise NotImplementedError

    def pairs(self, *without: str) -> list[tuple[str, str]]:
        """Name and value of everything that is set, for addresses and hidden fields."""
        ours = [("offen", "1" if self.open_now else ""), ("nach", self.after)]
        return [
            (name, value)
            for name, value in [("q", self.words), *self.own_pairs(), *ours]
            if value and name not in without
        ]

    def address(self, **changes: Any) -> str:
        """The address of the same wish with `changes`, from its first page."""
        pairs = replace(self, **{"after": "", **changes}).pairs()
        return fixed_address(self.page) + (f"?{urlencode(pairs)}" if pairs else "")


def said(query: QueryDict) -> Said:
    """Read what all pages call the same."""
    return {
        "words": "".join(letter for letter in query.get("q", "") if letter.isprintable()).strip()[:_LONGEST],
        "open_now": query.get("offen") == "1",
        "after": query.get("nach", "")[:_LONGEST_CURSOR],
    }
