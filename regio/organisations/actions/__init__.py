"""Every write of the room. `by=None` is the platform itself: imports on the command line and the demo county."""

from regio.organisations.actions.contacts import move_up, remove_listed, save_contact, save_place
from regio.organisations.actions.facts import save_facts, save_hours, save_place_hours
from regio.organisations.actions.imprint import put_imprints, save_imprint
from regio.organisations.actions.membership import add_member, change_role, remove_member
from regio.organisations.actions.organisation import Facts, put_organisation, put_organisations
from regio.organisations.actions.publication import (
    hide_organisation,
    publish_organisation,
    rest_organisation,
    restore_organisation,
)
from regio.organisations.actions.team import (
    accept_invitation,
    answer_handover,
    answer_join_request,
    ask_to_join,
    grant_right,
    hash_of,
    invite,
    offer_handover,
    revoke_invitation,
    take_right,
)
from regio.organisations.actions.work_now import call_region, end_call, forget_ended, say_work_now

__all__ = [
    "Facts",
    "add_member",
    "call_region",
    "change_role",
    "end_call",
    "forget_ended",
    "hide_organisation",
    "move_up",
    "publish_organisation",
    "put_imprints",
    "put_organisation",
    "put_organisations",
    "remove_listed",
    "remove_member",
    "rest_organisation",
    "restore_organisation",
    "save_contact",
    "save_facts",
    "save_hours",
    "save_imprint",
    "save_place",
    "save_place_hours",
    "say_work_now",
    "accept_invitation",
    "answer_handover",
    "answer_join_request",
    "ask_to_join",
    "grant_right",
    "hash_of",
    "invite",
    "offer_handover",
    "revoke_invitation",
    "take_right",
]
