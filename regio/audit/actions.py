"""Writing the trail."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Model

from regio.audit.models import Entry
from regio.audit.rules import can_read_trail
from regio.core.permissions import require
from regio.core.time import now
from regio.region.models import County
from regio.region.queries import county

if TYPE_CHECKING:
    from regio.accounts.models import User


def record(deed: str, *, by: "User | None", of: Model, **data: object) -> Entry:
    """Note in the running transaction that `by` (None: the platform itself) did `deed` to the record `of`.

    `data` holds plain JSON values, no message texts and no secrets.
    """
    return Entry.objects.create(deed=deed, by=by, kind=of._meta.label_lower, key=str(of.pk), data=data)


def record_many(deed: str, *, by: "User | None", of: Sequence[Model], **data: object) -> None:
    """The same deed done to many records at once, as imports do: one statement for each 1,000."""
    entries = [Entry(deed=deed, by=by, kind=one._meta.label_lower, key=str(one.pk), data=data) for one in of]
    Entry.objects.bulk_create(entries, batch_size=1000)


def record_deed(
    sender: object, *, deed: str, by: "User | None", of: Model, data: dict[str, object], **_signal: object
) -> None:
    """Receiver of `regio.region.signals.deed_done`, in the transaction of the deed."""
    record(deed, by=by, of=of, **data)


def note_reading(fields: Sequence[str], *, by: "User") -> Entry:
    """Somebody reads the trail. `fields`: what they asked by, without the words."""
    require(can_read_trail(by))
    return record("audit.read", by=by, of=by, fields=list(fields))


def note_export(fields: Sequence[str], *, by: "User") -> Entry:
    """Somebody takes the trail along as a file."""
    require(can_read_trail(by))
    return record("audit.exported", by=by, of=by, fields=list(fields))


@transaction.atomic
def forget_old() -> int:
    """Delete what is older than the county keeps its trail (County.audit_months); returns how many."""
    own = county()
    if own is None:
        return 0
    before = now() - timedelta(days=own.audit_months * 30.44)
    count, _each = Entry.objects.filter(at__lt=before).delete()
    if count:
        record("audit.forgotten", by=None, of=County(pk=own.pk), count=count)
    return count


def erase_person(person: "User") -> None:
    """The trail keeps keys only: it no longer says who. Safe to run twice."""
    Entry.objects.filter(by=person).update(by=None)
