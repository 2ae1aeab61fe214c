"""What the rooms call: hints to sockets after commit, and tickets for pages. Nothing here writes a row."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import Error, connection, transaction

from regio.live import tickets
from regio.live.bus import Bus, PostgresBus, cut_payload, event_payload

log = logging.getLogger("regio.live")


def push_on_commit(stream: str, event: Mapping[str, Any]) -> None:
    """Tell every page that hears `stream` about `event` once this transaction commits; nothing if it rolls back.

    `event` is plain JSON with a `type` and an `id`. Above 7,500 bytes only these two arrive, with `"cut": true`. A bus
    that is down is logged and never turns the committed request into an error: pages fetch what they missed.
    """
    _send_on_commit(event_payload(stream, event, encoder=DjangoJSONEncoder))


def cut_on_commit(stream: str, *, user_id: int) -> None:
    """Once this transaction commits, no socket of `user_id` hears `stream` any more (`*`: any stream).

    Older tickets do not bring it back; one issued after the cut counts again.
    """
    _send_on_commit(cut_payload(stream, user_id=user_id))


def ticket(
    user_id: int | None, streams: Sequence[str], *, asked: int | None = None, until: datetime | None = None
) -> str:
    """A signed, short-lived ticket with which a page may hear `streams`. The caller has checked that it may.

    `asked`: the Unix millisecond before the caller began to check; what is cut later is not heard with this ticket, however
    long the page took. `until`: when one of the streams ends for this person. Lives `settings.LIVE_TICKET_SECONDS` (600) at
    most. Raises ValueError above some 60 streams: use one stream per person then.
    """
    seconds = getattr(settings, "LIVE_TICKET_SECONDS", 600)
    if until is not None:
        seconds = max(1, min(seconds, int(until.timestamp() - tickets.now_ms() / 1000)))
    return tickets.sign(ticket_key(), user_id=user_id, streams=streams, seconds=seconds, issued=asked)


def ticket_key() -> bytes:
    """The key that signs this installation's tickets."""
    return tickets.derive_key(settings.SECRET_KEY)


class _Batch:
    """Payloads that are sent in one statement."""

    def __init__(self, payload: str) -> None:
        self.payloads = [payload]

    def __call__(self) -> None:
        try:
            _bus().publish(self.payloads)
        except Error as error:
            # The transaction is committed: the request must stay a success, and pages fetch what they missed.
            log.warning("hint to sockets lost (%s)", type(error).__name__)


def _send_on_commit(payload: str) -> None:
    # Joins the batch only when it is the very last hook of the same savepoints: the order stays, both fall together.
    hooks = connection.run_on_commit
    if hooks and isinstance(hooks[-1][1], _Batch) and hooks[-1][0] == set(connection.savepoint_ids):
        hooks[-1][1].payloads.append(payload)
    else:
        transaction.on_commit(_Batch(payload))


@cache
def _bus() -> Bus:
    return PostgresBus(lambda: connection.cursor())
