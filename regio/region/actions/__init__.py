"""Every write of the room, by noun. `by=None` is the platform itself: `regio init` and imports on the command line."""

from regio.region.actions.duty import (
    confirm_grant,
    end_everything,
    end_expired_duties,
    grant_duty,
    refuse_grant,
    revoke_duty,
)
from regio.region.actions.municipality import change_municipality, name_editor, set_crest_of_municipality
from regio.region.actions.people import look_up_person
from regio.region.actions.place import Facts, found_county, put_boundaries, put_municipalities, put_municipality
from regio.region.actions.settings import change_settings, set_crest_of_county
from regio.region.actions.text import discard_draft, publish_text, save_draft

__all__ = [
    "Facts",
    "change_municipality",
    "change_settings",
    "confirm_grant",
    "discard_draft",
    "end_everything",
    "end_expired_duties",
    "found_county",
    "grant_duty",
    "look_up_person",
    "name_editor",
    "publish_text",
    "put_boundaries",
    "put_municipalities",
    "put_municipality",
    "refuse_grant",
    "revoke_duty",
    "save_draft",
    "set_crest_of_county",
    "set_crest_of_municipality",
]
