"""Conversations between people and organisations, shared inboxes."""
