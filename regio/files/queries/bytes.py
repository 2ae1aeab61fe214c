"""Where the bytes of a file lie in the storage."""

from uuid import UUID

from django.core.files import File as Stored
from django.core.files.storage import default_storage

TOP = "uploads"


def folder_of(file_id: UUID) -> str:
    """256 folders, so that none grows too long."""
    return f"{TOP}/{file_id.hex[:2]}/{file_id}"


def path_of(file_id: UUID, name: str) -> str:
    """Path of one stored name."""
    return f"{folder_of(file_id)}/{name}"


def opened(file_id: UUID, name: str) -> "Stored[bytes] | None":
    """The stored bytes to be sent, or None when they are not there."""
    try:
        return default_storage.open(path_of(file_id, name))
    except FileNotFoundError:
        return None
