"""Writing the trail."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Model

from regio.audit.models import Entry

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
