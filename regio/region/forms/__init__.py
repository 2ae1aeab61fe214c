"""Forms of the room, by noun; private to it."""
