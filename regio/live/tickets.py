"""Tickets: what a page shows the hub to say who it is and what it may hear. Read without Django or a database."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass

MAX_SECONDS = 3600  # the hub remembers cuts this long, so no ticket may outlive it
MAX_LENGTH = 3_900  # must fit into one client frame of 4 kB


class BadTicket(Exception):
    """Forged, tampered with, or not a ticket at all."""


class ExpiredTicket(BadTicket):
    """Genuine, but its time is over."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """Who (None: anonymous) may hear which streams, from when until when (Unix milliseconds)."""

    user_id: int | None
    streams: tuple[str, ...]
    issued: int
    expires: int


def derive_key(secret: str) -> bytes:
    """The signing key of tickets, so that no other signature made with the same secret can pass for one."""
    return hmac.digest(secret.encode(), b"regio.live.ticket.v1", hashlib.sha256)


def now_ms() -> int:
    """The wall clock in milliseconds."""
    return time.time_ns() // 1_000_000


def sign(key: bytes, *, user_id: int | None, streams: Sequence[str], seconds: int, issued: int | None = None) -> str:
    """A ticket valid for `seconds` from now, or from the Unix millisecond `issued`.

    Raises ValueError when it would not fit or would live too long.
    """
    if not 0 < seconds <= MAX_SECONDS:
        raise ValueError(f"a ticket lives 1 to {MAX_SECONDS} seconds")
    issued = now_ms() if issued is None else issued
    claims = {"u": user_id, "s": list(dict.fromkeys(streams)), "i": issued, "x": issued + seconds * 1000}
    body = _encode(json.dumps(claims, ensure_ascii=False, separators=(",", ":")).encode())
    token = f"{body}.{_encode(_mac(key, body))}"
    if len(token) > MAX_LENGTH:
        raise ValueError("too many streams for one ticket: push to a stream per person instead")
    return token


def read(key: bytes, token: str, *, leeway_ms: int = 0) -> Ticket:
    """The verified content of `token`. Raises BadTicket or ExpiredTicket; `leeway_ms` forgives that much lateness."""
    body, _, mac = token.partition(".")
    # Bytes on both sides: compare_digest refuses text outside ASCII. Compared as text, so there is one spelling only.
    if not hmac.compare_digest(_encode(_mac(key, body)).encode(), mac.encode("utf-8", "replace")):
        raise BadTicket
    claims = json.loads(_decode(body))  # signed by us, so well-formed
    ticket = Ticket(claims["u"], tuple(claims["s"]), claims["i"], claims["x"])
    if ticket.expires - ticket.issued > MAX_SECONDS * 1000:
        raise BadTicket
    if ticket.expires + leeway_ms <= now_ms():
        raise ExpiredTicket
    return ticket


def _mac(key: bytes, body: str) -> bytes:
    return hmac.digest(key, body.encode("utf-8", "replace"), hashlib.sha256)


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
