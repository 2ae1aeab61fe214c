"""Reads of the room."""

from regio.files.queries.bytes import opened
from regio.files.queries.person import parts_about
from regio.files.queries.shown import Shown, file_of, files_of, files_of_many, ready_files, removed_file, shown_file
from regio.files.queries.sizes import DOCUMENT, WIDTHS, fitting

__all__ = [
    "DOCUMENT",
    "WIDTHS",
    "Shown",
    "file_of",
    "files_of",
    "files_of_many",
    "fitting",
    "opened",
    "parts_about",
    "ready_files",
    "removed_file",
    "shown_file",
]
