"""Tables of the room."""

from regio.organisations.models.membership import Membership
from regio.organisations.models.organisation import Organisation, OrganisationQuerySet

__all__ = ["Membership", "Organisation", "OrganisationQuerySet"]
