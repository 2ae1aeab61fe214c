"""Tables of the room, by noun."""

from regio.region.models.duty import DutyProposal, OwnerRole
from regio.region.models.place import County, Municipality
from regio.region.models.text import LegalText

__all__ = ["County", "DutyProposal", "LegalText", "Municipality", "OwnerRole"]
