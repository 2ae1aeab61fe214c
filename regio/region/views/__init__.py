"""Pages of the room, by noun; private to it."""
