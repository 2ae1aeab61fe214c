"""Every read wider than one model: inboxes, histories, what is new."""

from regio.chat.queries.history import (
    Bubble,
    Span,
    conversation_with,
    conversations_for,
    history,
    newer,
    open_to,
    writable_organisations,
)
from regio.chat.queries.inbox import Inbox, Thread, memberships_of, own_inbox, shared_inbox
from regio.chat.queries.presence import Presence, presence, unread_count
from regio.chat.queries.privacy import parts_about
from regio.chat.queries.reports import reportable

__all__ = [
    "Bubble",
    "Inbox",
    "Presence",
    "Span",
    "Thread",
    "conversation_with",
    "conversations_for",
    "history",
    "memberships_of",
    "newer",
    "open_to",
    "own_inbox",
    "parts_about",
    "presence",
    "reportable",
    "shared_inbox",
    "unread_count",
    "writable_organisations",
]
