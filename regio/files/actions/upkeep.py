"""What the worker sets right: pictures whose job was killed, bytes without a row."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction

from regio.core.time import now
from regio.files.actions.file import remove_dropped
from regio.files.actions.picture import make_sizes_later, refuse
from regio.files.actions.storage import forget_bytes
from regio.files.choices import State
from regio.files.models import File
from regio.files.queries.bytes import TOP, path_of
from regio.files.queries.sizes import ORIGINAL
from regio.files.rules import UNDO

LATE, HOPELESS = timedelta(minutes=2), timedelta(hours=6)
GRACE = timedelta(hours=1)  # an upload whose transaction still runs has bytes and no row yet


@transaction.atomic
def catch_up() -> int:
    """Defer again what has waited longer than a picture takes: its worker was killed. Returns how many.

    What brings down every worker for hours is refused in the end.
    """
    late = File.objects.there().filter(state=State.WAITING, created_at__lt=now() - LATE)
    waiting = list(late.select_for_update(of=("self",), skip_locked=True).order_by("created_at")[:200])
    for file in waiting:
        if file.created_at < now() - HOPELESS:
            refuse(file)
        else:
            make_sizes_later.defer(file_id=str(file.pk))
    return len(waiting)


def sweep() -> int:
    """Delete bytes that belong to no row, uploads of finished pictures, and rows whose removal was missed. Returns how many."""
    for overdue in File.objects.filter(dropped_at__lt=now() - UNDO - GRACE).values_list("pk", flat=True)[:1000]:
        remove_dropped(overdue)
    swept = 0
    for shard in _names(TOP)[0]:
        ids = [UUID(name) for name in _names(f"{TOP}/{shard}")[0] if _is_id(name)]
        states = dict(File.objects.filter(pk__in=ids).values_list("pk", "state"))
        for file_id in ids:
            if file_id not in states and _is_old(f"{TOP}/{shard}/{file_id}"):
                forget_bytes(file_id)
                swept += 1
            elif states.get(file_id) == State.READY and default_storage.exists(path_of(file_id, ORIGINAL)):
                forget_bytes(file_id, only=ORIGINAL)
    return swept


def _names(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _is_id(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False


def _is_old(folder: str) -> bool:
    return all(at < now() - GRACE for at in _times(folder))


def _times(folder: str) -> Iterator[datetime]:
    for name in _names(folder)[1]:
        yield default_storage.get_modified_time(f"{folder}/{name}")
