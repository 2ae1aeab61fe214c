"""Reads of the index: `find` answers a search page, `suggest` a field while somebody types."""

from .ask import Ask, Found, Hit, Suggestion
from .hits import find
from .suggestions import suggest

__all__ = ["Ask", "Found", "Hit", "Suggestion", "find", "suggest"]
