"""Where the bytes lie: in Django's file storage, below the id of the file. Names of people and files are no part of a path."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from regio.files.queries.bytes import folder_of, path_of

if TYPE_CHECKING:
    from collections.abc import Iterable

TRIES = RetryStrategy(max_attempts=8, exponential_wait=3)


def write(file_id: UUID, name: str, content: bytes) -> None:
    """Put `content` there, in place of what a killed worker may have left."""
    path = path_of(file_id, name)
    default_storage.delete(path)
    default_storage.save(path, ContentFile(content))


def read(file_id: UUID, name: str) -> bytes:
    """The bytes; FileNotFoundError when there are none."""
    with default_storage.open(path_of(file_id, name)) as stored:
        return stored.read()


@app.task(name="files.forget_bytes", retry=TRIES)
def forget_bytes_later(*, file_id: str, only: str = "") -> None:
    """Twin of `forget_bytes`. Deferred in the transaction that ended the row or made the upload needless."""
    forget_bytes(UUID(file_id), only=only)


def forget_bytes(file_id: UUID, *, only: str = "") -> None:
    """Delete what is stored for a file, or `only` one of its names. Nothing there is fine."""
    folder = folder_of(file_id)
    names: Iterable[str] = [only] if only else _names_in(folder)
    for name in names:
        default_storage.delete(f"{folder}/{name}")
    if not only:
        default_storage.delete(folder)


def _names_in(folder: str) -> list[str]:
    try:
        return default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return []
