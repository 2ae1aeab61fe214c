"""Forms of the room: validation only."""
