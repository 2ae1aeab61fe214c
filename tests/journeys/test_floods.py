"""Bodies without end against the running house: refused with a sentence, unread, and nobody's memory fills (ASVS 5.2.1)."""

import socket
from collections.abc import Callable

import pytest

from regio.ops.stack import Stack
from regio.ops.visitor import Visitor

PHOTOS = "/verzeichnis/hofladen-lindenbuehl/bearbeiten/fotos/"
START = b'--x\r\nContent-Disposition: form-data; name="dateien"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\xff'
PIECE = bytes(2**20)
LONGEST = 96  # MB somebody gets rid of before they are cut off, what waits in buffers included
GROWTH = 50 * 2**20


def memory(stack: Stack) -> int:
    """Bytes of all processes of the house that are their own (USS)."""
    return sum(process.memory_full_info().uss for process in stack.processes())


def as_declared(piece: bytes) -> bytes:
    return piece


def as_chunk(piece: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(piece), piece)


@pytest.mark.parametrize(
    ("length", "pack", "status", "said"),
    [
        (f"Content-Length: {10 * 2**30}", as_declared, 413, "12 MB"),
        ("Transfer-Encoding: chunked", as_chunk, 411, "nicht gesagt, wie groß"),
    ],
    ids=["declared", "chunked"],
)
def test_a_flood_is_refused_with_a_sentence(
    stack: Stack, length: str, pack: Callable[[bytes], bytes], status: int, said: str
) -> None:
    person = Visitor(stack.address, "haendlerin").sign_in()
    before, sent, answer = memory(stack), 0, b""
    head = (
        f"POST {PHOTOS} HTTP/1.1\r\nHost: 127.0.0.1:{stack.port}\r\nCookie: {person.cookie}\r\n{length}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\nAccept-Language: de\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", stack.port), timeout=5) as line:
        line.sendall(head.encode() + pack(START))
        line.settimeout(0.5)
        try:
            while sent < LONGEST:
                line.sendall(pack(PIECE))
                sent += 1
        except OSError:  # it listens no more
            pass
        grown = memory(stack) - before
        line.settimeout(5)
        while piece := line.recv(2**16):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 %d " % status), answer[:200]
    assert said in answer.decode()
    assert sent < LONGEST
    assert grown < GROWTH
    assert person.text(PHOTOS)  # and the house goes on
