"""Records of the room that are no tables: blocks, the content of a page, whose page it is."""

from regio.pages.documents.blocks import LIMITS, Block, checked, fresh
from regio.pages.documents.content import Content, Picture
from regio.pages.documents.owner import Card, Owner, Week, WeekRow

__all__ = ["LIMITS", "Block", "Card", "Content", "Owner", "Picture", "Week", "WeekRow", "checked", "fresh"]
