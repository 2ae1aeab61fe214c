"""From the first bytes of a connection to 101, or to a refusal. RFC 6455 section 4.2, RFC 9112."""

import base64
import binascii
import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from http import HTTPStatus

MAX_HEAD = 8_192
PATH, HEALTH = "/live", "/healthz"
_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Refused(Exception):
    """The request gets this HTTP answer instead of a socket."""

    def __init__(self, status: int, *headers: str) -> None:
        super().__init__(status)
        self.answer = response(status, body=HTTPStatus(status).phrase.encode(), headers=headers)


@dataclass(frozen=True, slots=True)
class Request:
    """The head of one HTTP request; header names in lower case."""

    method: str
    path: str
    headers: dict[str, list[str]] = field(default_factory=dict)

    def only(self, name: str) -> str | None:
        """The value of a header that stands exactly once. Two Origins are as good as none."""
        values = self.headers.get(name, [])
        return values[0] if len(values) == 1 else None

    def has_token(self, name: str, token: str) -> bool:
        """True when the comma-separated header holds `token`."""
        words = ",".join(self.headers.get(name, [])).split(",")
        return token in {word.strip().lower() for word in words}


def parse(head: bytes) -> Request:
    """The request in `head` (everything before the empty line). Raises Refused(400)."""
    lines = head.decode("latin-1").split("\r\n")
    words = lines[0].split(" ")
    if len(words) != 3 or words[2] != "HTTP/1.1":
        raise Refused(400)
    request = Request(words[0], words[1])
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if not colon or not name or name != name.strip() or "\n" in line:
            raise Refused(400)
        request.headers.setdefault(name.lower(), []).append(value.strip(" \t"))
    return request


def accept(request: Request, *, origins: Collection[str]) -> bytes:
    """The 101 answer. Raises Refused: 404 other paths, 405, 403 any Origin not in `origins`, 426 old versions, 400."""
    if request.path != PATH:
        raise Refused(404)
    if request.method != "GET":
        raise Refused(405, "Allow: GET")
    if request.only("origin") not in origins:
        raise Refused(403)
    if not request.has_token("upgrade", "websocket") or not request.has_token("connection", "upgrade"):
        raise Refused(426, "Upgrade: websocket", "Connection: Upgrade")
    if request.only("sec-websocket-version") != "13":
        raise Refused(426, "Sec-WebSocket-Version: 13")
    key = (request.only("sec-websocket-key") or "").encode("latin-1")
    if request.only("host") is None or not _is_nonce(key):
        raise Refused(400)
    proof = base64.b64encode(hashlib.sha1(key + _GUID, usedforsecurity=False).digest())
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        + proof
        + b"\r\n\r\n"
    )


def response(status: int, *, body: bytes, kind: str = "text/plain", headers: Collection[str] = ()) -> bytes:
    """A whole HTTP answer, after which the connection ends."""
    lines = [
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        "Cache-Control: no-store",
        *headers,
    ]
    if not any(line.startswith("Connection:") for line in headers):
        lines.append("Connection: close")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def _is_nonce(key: bytes) -> bool:
    try:
        return len(base64.b64decode(key, validate=True)) == 16
    except (binascii.Error, ValueError):
        return False
