"""Taking files in, ordering and describing them, removing them."""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models import Max, Sum
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from regio.audit import actions as audit
from regio.core.text import one_line
from regio.core.time import now
from regio.files.actions import storage
from regio.files.actions.paper import check_document
from regio.files.actions.picture import check_picture, make_sizes_later
from regio.files.choices import Purpose, State
from regio.files.errors import NoRoom, NotThere, TooLarge, TooManyFiles, TooManyToday
from regio.files.models import File
from regio.files.queries.sizes import DOCUMENT, ORIGINAL
from regio.files.registry import tell_changed
from regio.files.rules import (
    DOCUMENTS_ONLY,
    MOST_A_DAY,
    MOST_BYTES,
    MOST_BYTES_OF_OWNER,
    MOST_FILES,
    PICTURES_ONLY,
    UNDO,
    OwnerOf,
)

if TYPE_CHECKING:
    from regio.accounts.models import User

TRIES = RetryStrategy(max_attempts=8, exponential_wait=3)
SINGLE = frozenset({Purpose.LOGO, Purpose.CREST})  # a new one takes the place of the old one


@transaction.atomic
def store(upload: UploadedFile, *, by: "User | None", owner: OwnerOf, purpose: str, alt: str = "") -> File:
    """Take a file in for the record `owner`; the caller has required its own rule. Refuses with a FileRefused.

    A picture waits until the worker has made its sizes, a document is ready at once.
    """
    data = _bytes_of(upload)
    media_type, width, height = _check(data, purpose)
    if by:
        _lock(("person", str(by.pk)))
    _lock(owner)
    _guard_room(owner, purpose, len(data), by=by)
    is_picture = width is not None
    file = File.objects.create(
        owner_kind=owner[0],
        owner_key=owner[1],
        purpose=Purpose(purpose),
        position=_last_position(owner, purpose) + 1,
        alt=one_line(alt)[:200],
        name=_name(upload.name, media_type),
        media_type=media_type,
        size=len(data),
        sha256=sha256(data).hexdigest(),
        width=width,
        height=height,
        state=State.WAITING if is_picture else State.READY,
        uploaded_by=by,
    )
    audit.record("files.stored", by=by, of=file, purpose=file.purpose, owner=list(owner))
    if is_picture:
        make_sizes_later.defer(file_id=str(file.pk))
    storage.write(file.pk, ORIGINAL if is_picture else DOCUMENT, data)  # last: what a rollback leaves is swept away
    if not is_picture:
        tell_changed(*owner, file.purpose)
    return file


def _bytes_of(upload: UploadedFile) -> bytes:
    if (upload.size or 0) > MOST_BYTES:
        raise TooLarge
    upload.seek(0)
    data: bytes = upload.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise TooLarge
    return data


def _check(data: bytes, purpose: str) -> tuple[str, int | None, int | None]:
    if purpose in DOCUMENTS_ONLY or (purpose not in PICTURES_ONLY and data.startswith(b"%PDF-")):
        return check_document(data)
    return check_picture(data)


def _lock(owner: OwnerOf) -> None:
    # Held to the end of the transaction: two uploads at once cannot both be the last that fits, neither for the record
    # nor for the person and day.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", ["files " + " ".join(owner)])


def _guard_room(owner: OwnerOf, purpose: str, size: int, *, by: "User | None") -> None:
    there = File.objects.of(owner).there()
    if purpose in SINGLE:
        for old in there.filter(purpose=purpose):
            _drop(old, by=by)
    elif there.filter(purpose=purpose).exclude(state=State.REFUSED).count() >= MOST_FILES[purpose]:
        raise TooManyFiles
    if (there.aggregate(all=Sum("size"))["all"] or 0) + size > MOST_BYTES_OF_OWNER:
        raise NoRoom
    day_ago = now() - timedelta(days=1)
    if by and File.objects.filter(uploaded_by=by, created_at__gt=day_ago).count() >= MOST_A_DAY:
        raise TooManyToday


def _last_position(owner: OwnerOf, purpose: str) -> int:
    found: int | None = File.objects.of(owner).filter(purpose=purpose).aggregate(last=Max("position"))["last"]
    return -1 if found is None else found


def _name(given: str | None, media_type: str) -> str:
    """As downloads are called: one line, no folders, the ending of what is really in it."""
    stem = one_line(PurePath((given or "").replace("\\", "/").replace("\0", "")).name).rsplit(".", 1)[0].strip(". ")
    return (stem[:120] or "datei") + (".pdf" if media_type == "application/pdf" else ".webp")


@transaction.atomic
def drop(file: File, *, by: "User | None") -> None:
    """Remove a file: nobody sees it any more, and within `rules.UNDO` it can be had back. Then its bytes are deleted."""
    locked = _locked(file.pk)
    if locked.dropped_at is None:
        _drop(locked, by=by)
        tell_changed(*locked.owner, locked.purpose)


def _drop(file: File, *, by: "User | None") -> None:
    file.dropped_at = now()
    file.save(update_fields=["dropped_at"])
    audit.record("files.dropped", by=by, of=file, purpose=file.purpose)
    remove_later.configure(schedule_in={"seconds": int(UNDO.total_seconds()) + 5}).defer(file_id=str(file.pk))


@transaction.atomic
def bring_back(file: File, *, by: "User | None") -> File:
    """Undo `drop`. Refuses when its bytes are gone already or others have taken the room."""
    locked = _locked(file.pk)
    if locked.dropped_at is not None:
        _lock(locked.owner)
        _guard_room(locked.owner, locked.purpose, locked.size, by=None)
        locked.dropped_at = None
        locked.save(update_fields=["dropped_at"])
        audit.record("files.brought_back", by=by, of=locked, purpose=locked.purpose)
        tell_changed(*locked.owner, locked.purpose)
    return locked


@app.task(name="files.remove", retry=TRIES)
def remove_later(*, file_id: str) -> None:
    """Deferred by `drop`: delete the file for good unless it was brought back."""
    remove_dropped(UUID(file_id))


@transaction.atomic
def remove_dropped(file_id: UUID) -> None:
    """Delete a file whose time to be had back is over."""
    file = File.objects.select_for_update(of=("self",)).filter(pk=file_id, dropped_at__lte=now() - UNDO).first()
    if file:
        remove(file)


@transaction.atomic
def remove(file: File) -> None:
    """Delete a file at once and for good: the row now, the bytes by a job that lives or dies with this transaction."""
    File.objects.filter(pk=file.pk).delete()
    storage.forget_bytes_later.defer(file_id=str(file.pk))


@transaction.atomic
def arrange(owner: OwnerOf, ids: Sequence[UUID], *, by: "User | None", purpose: str = Purpose.PHOTO) -> None:
    """Put the files of one purpose into the order of `ids`; the first one is the cover. Those not named come after."""
    _lock(owner)
    files = list(File.objects.of(owner).there().filter(purpose=purpose).order_by("position", "created_at"))
    wanted = {id: number for number, id in enumerate(dict.fromkeys(ids))}
    files.sort(key=lambda file: wanted.get(file.pk, len(wanted)))
    changed = [file for number, file in enumerate(files) if file.position != number]
    for number, file in enumerate(files):
        file.position = number
    if changed:
        File.objects.bulk_update(files, ["position"])
        audit.record("files.arranged", by=by, of=files[0], purpose=purpose, owner=list(owner))
        tell_changed(*owner, purpose)


@transaction.atomic
def describe(file: File, alt: str, *, by: "User | None") -> File:
    """Say what a picture shows, or how a document is called."""
    locked = _locked(file.pk)
    said = one_line(alt)[:200]
    if locked.alt != said:
        locked.alt = said
        locked.save(update_fields=["alt"])
        audit.record("files.described", by=by, of=locked)
        tell_changed(*locked.owner, locked.purpose)
    return locked


def _locked(file_id: UUID) -> File:
    found = File.objects.select_for_update(of=("self",)).filter(pk=file_id).first()
    if found is None:
        raise NotThere
    return found
