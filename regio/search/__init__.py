"""One index over everything public. Rooms register their kinds and keep their entries."""
