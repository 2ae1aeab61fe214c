"""Who reads the trail."""

from regio.region.rules import can_read_trail

__all__ = ["can_read_trail"]
