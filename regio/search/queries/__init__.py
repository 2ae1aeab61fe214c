"""Reads of the index: `find` answers a search page, `suggest` a field while somebody types; a `Wish` is the address of a page."""

from .ask import Ask, Found, Hit, Suggestion
from .hits import find
from .suggestions import suggest
from .wish import Wish, said

__all__ = ["Ask", "Found", "Hit", "Suggestion", "Wish", "find", "said", "suggest"]
