"""Every write of the room. `by=None` is the platform itself: imports on the command line and the demo county."""

from regio.organisations.actions.membership import add_member, change_role, remove_member
from regio.organisations.actions.organisation import Facts, publish_organisation, put_organisation, put_organisations

__all__ = [
    "Facts",
    "add_member",
    "change_role",
    "publish_organisation",
    "put_organisation",
    "put_organisations",
    "remove_member",
]
