"""Frames of RFC 6455 section 5: building those of a server, reading those of a client."""

import struct
from collections.abc import Iterator

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
MAX_MESSAGE = 4_096
NORMAL, PROTOCOL_ERROR, UNSUPPORTED, NOT_TEXT, POLICY, TOO_BIG, RESTART = 1000, 1002, 1003, 1007, 1008, 1009, 1012
TICKET_OVER, TICKET_BAD = 4401, 4403

_KNOWN = {CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG}
_FIN, _RSV, _OPCODE, _MASKED, _LENGTH = 0x80, 0x70, 0x0F, 0x80, 0x7F


class Malformed(Exception):
    """The client broke the protocol; `code` is the close code it gets."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def build(opcode: int, payload: bytes = b"") -> bytes:
    """One whole frame from the server: final, unmasked."""
    size = len(payload)
    if size < 126:
        return bytes((_FIN | opcode, size)) + payload
    if size < 65_536:
        return struct.pack("!BBH", _FIN | opcode, 126, size) + payload
    return struct.pack("!BBQ", _FIN | opcode, 127, size) + payload


def build_close(code: int) -> bytes:
    """A close frame without a reason: codes say enough and reasons end up in logs."""
    return build(CLOSE, code.to_bytes(2, "big"))


class Reader:
    """Cuts a client's bytes into frames. Holds at most one unfinished frame and one unfinished message."""

    __slots__ = ("_message", "_opcode", "_rest")

    def __init__(self) -> None:
        self._rest = b""
        self._message = b""
        self._opcode = CONTINUATION  # of the fragmented message under way; CONTINUATION: none

    def feed(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """One pair a frame: (opcode, payload) of a message or control frame, (CONTINUATION, b"") of a fragment.

        Raises Malformed at the first byte that is wrong; the reader is of no use afterwards.
        """
        data, start = self._rest + data, 0
        self._rest = b""
        while (frame := _cut(data, start)) is not None:
            first, payload, start = frame
            yield self._complete(first, payload)
        self._rest = data[start:]

    def _complete(self, first: int, payload: bytes) -> tuple[int, bytes]:
        final, opcode = bool(first & _FIN), first & _OPCODE
        if opcode >= CLOSE:
            return opcode, payload
        # A continuation needs a message under way, and a new message needs that none is.
        if (opcode == CONTINUATION) != (self._opcode != CONTINUATION):
            raise Malformed(PROTOCOL_ERROR)
        if len(self._message) + len(payload) > MAX_MESSAGE:
            raise Malformed(TOO_BIG)
        kind, whole = opcode or self._opcode, self._message + payload
        if final:
            self._opcode, self._message = CONTINUATION, b""
            return kind, whole
        self._opcode, self._message = kind, whole
        return CONTINUATION, b""


def _cut(data: bytes, start: int) -> tuple[int, bytes, int] | None:
    """First byte, unmasked payload and end of the frame at `start`; None while it is incomplete."""
    if len(data) - start < 2:
        return None
    first, second = data[start], data[start + 1]
    _check_head(first, second)
    size, at = second & _LENGTH, start + 2
    if size >= 126:
        width = 2 if size == 126 else 8
        if len(data) < at + width:
            return None
        small, size = (125 if width == 2 else 0xFFFF), int.from_bytes(data[at : at + width], "big")
        if size <= small or size >> 63:
            raise Malformed(PROTOCOL_ERROR)  # lengths must be written in the shortest way
        at += width
    if size > MAX_MESSAGE:
        raise Malformed(TOO_BIG)
    end = at + 4 + size
    if len(data) < end:
        return None
    return first, unmask(data[at + 4 : end], data[at : at + 4]), end


def _check_head(first: int, second: int) -> None:
    opcode = first & _OPCODE
    if first & _RSV or opcode not in _KNOWN or not second & _MASKED:
        raise Malformed(PROTOCOL_ERROR)
    if opcode >= CLOSE and (not first & _FIN or second & _LENGTH > 125):
        raise Malformed(PROTOCOL_ERROR)


def unmask(payload: bytes, mask: bytes) -> bytes:
    """`payload` under the four-byte `mask`, which is its own inverse; as one big number because that runs in C."""
    size = len(payload)
    stream = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(stream, "big")).to_bytes(size, "big")


def check_close(payload: bytes) -> None:
    """Raises Malformed unless `payload` is a legal body of a client's close frame (RFC 6455 section 7.4)."""
    if not payload:
        return
    code = int.from_bytes(payload[:2], "big")
    if len(payload) < 2 or not (code in {*range(1000, 1004), *range(1007, 1015)} or 3000 <= code <= 4999):
        raise Malformed(PROTOCOL_ERROR)
    text(payload[2:])


def text(payload: bytes) -> str:
    """`payload` as text. Raises Malformed(1007)."""
    try:
        return payload.decode()
    except UnicodeDecodeError:
        raise Malformed(NOT_TEXT) from None
