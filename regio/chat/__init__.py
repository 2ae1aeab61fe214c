"""Conversations between people and organisations, shared inboxes.

Others call `actions.open_conversation`, `actions.send_message`, `queries.unread_count`. Hints to open pages go to
the streams `conversation-<uuid>` (who has it open), `user-<id>` and `organisation-<id>` (inboxes).
"""
