"""Every write of the room."""

from regio.pages.actions.bin import bring_back_page, delete_page, empty_bin, purge_pages
from regio.pages.actions.draft import add_file, create_page, restore_version, save_draft
from regio.pages.actions.findable import follow_owner
from regio.pages.actions.order import move_page
from regio.pages.actions.person import erase_person
from regio.pages.actions.publication import hide_page, publish_page, show_page, withdraw_page

__all__ = [
    "add_file",
    "bring_back_page",
    "create_page",
    "delete_page",
    "empty_bin",
    "erase_person",
    "follow_owner",
    "hide_page",
    "move_page",
    "publish_page",
    "purge_pages",
    "restore_version",
    "save_draft",
    "show_page",
    "withdraw_page",
]
