"""What every write of the room ends with."""

from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import transaction
from django.db.models import Model

from regio.region import signals
from regio.region.queries import CACHED

if TYPE_CHECKING:
    from regio.accounts.models import User


def forget_cached() -> None:
    """Once this transaction commits, this process reads anew; the others do within half a minute."""
    transaction.on_commit(lambda: cache.delete_many(CACHED))


def tell(deed: str, *, by: "User | None", of: Model, **data: object) -> None:
    """Put a deed on the trail, in the running transaction; the room of the trail stands above."""
    signals.deed_done.send(type(of), deed=deed, by=by, of=of, data=data)
