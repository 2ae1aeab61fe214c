"""Every write of the room. Other rooms call `open_case`; everything else belongs to the pages of this room."""

from regio.moderation.actions.appeal import appeal
from regio.moderation.actions.case import give_back, open_case, rename_subject, take, withdraw
from regio.moderation.actions.decision import decide
from regio.moderation.actions.dialogue import add_remark, answer, ask_back
from regio.moderation.actions.person import leave_sides
from regio.moderation.actions.report import report

__all__ = [
    "add_remark",
    "answer",
    "appeal",
    "ask_back",
    "decide",
    "give_back",
    "leave_sides",
    "open_case",
    "rename_subject",
    "report",
    "take",
    "withdraw",
]
