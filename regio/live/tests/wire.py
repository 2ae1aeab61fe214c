"""The two ends of a hub under test: a process of it, and a browser's side of the socket written out by hand."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from typing import Any, Self

ORIGIN = "https://region.example"
SECRET = "only for the tests of the hub"  # noqa: S105
TIMEOUT = 20
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


class HubProcess:
    """`python -m regio.live.hub` on a free port."""

    def __init__(self, database_url: str, **options: Any) -> None:
        self.start(database_url, **options)

    def start(
        self,
        database_url: str,
        *,
        origin: str = ORIGIN,
        port: int = 0,
        wait_for: str = "listening to the database",
        secret: str = SECRET,
    ) -> None:
        env = os.environ | {"DATABASE_URL": database_url, "REGIO_SECRET_KEY": secret, "LIVE_ORIGINS": origin}
        env |= {"LIVE_HOST": "127.0.0.1", "LIVE_PORT": str(port)}
        command = [sys.executable, "-m", "regio.live.hub"]
        self.process = subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True)
        self.lines: list[str] = []
        self.port = int(self._read_until(r"ready at port (\d+)")[1])
        self._read_until(wait_for)

    def _read_until(self, pattern: str) -> re.Match[str]:
        assert self.process.stderr
        for line in self.process.stderr:
            self.lines.append(line)
            if found := re.search(pattern, line):
                return found
        raise AssertionError("".join(self.lines))

    def health(self) -> tuple[int, dict[str, Any]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())

    def stop(self) -> int:
        """SIGTERM and wait; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        self.lines += (self.process.communicate(timeout=TIMEOUT)[1] or "").splitlines()
        return self.process.returncode


class Browser:
    """One socket. Blocking; a read that gets nothing for TIMEOUT fails the test."""

    def __init__(self, port: int, *, receive_buffer: int | None = None) -> None:
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(TIMEOUT)
        self.socket.connect(("127.0.0.1", port))
        self._buffer = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.socket.close()

    def ask(self, request: bytes) -> int:
        """Send an HTTP request; the status of the answer."""
        self.socket.sendall(request)
        while b"\r\n\r\n" not in self._buffer:
            self._buffer += self._more()
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        return int(head.split(b" ")[1])

    def open(self, ticket: str | None = None) -> Self:
        """Handshake; with a ticket also that, up to the answer `ready`."""
        assert self.ask(handshake()) == 101
        if ticket is not None:
            self.say({"ticket": ticket})
            assert self.hear()["type"] == "ready"
        return self

    def say(self, message: object) -> None:
        self.send(TEXT, json.dumps(message).encode())

    def send(self, opcode: int, payload: bytes = b"", *, first: int | None = None) -> None:
        self.socket.sendall(client_frame(opcode, payload, first=first))

    def frame(self) -> tuple[int, bytes]:
        """The next frame: opcode and payload."""
        first, size = self._take(2)
        assert first & 0xF0 == 0x80
        assert size < 128
        if size >= 126:
            size = int.from_bytes(self._take(2 if size == 126 else 8), "big")
        return first & 15, self._take(size)

    def hear(self) -> Any:
        """The next text message; pings in between are not answered."""
        while (frame := self.frame())[0] == PING:
            pass
        assert frame[0] == TEXT, frame
        return json.loads(frame[1])

    def close_code(self) -> int:
        """The code of the close frame that comes next, and nothing comes after it."""
        opcode, payload = self.frame()
        assert opcode == CLOSE, (opcode, payload)
        self.send(CLOSE, payload)
        assert not self._buffer
        assert self.is_over()
        return int.from_bytes(payload, "big")

    def is_over(self) -> bool:
        """Wait for the end of the connection; what still comes is thrown away."""
        try:
            while self.socket.recv(65_536):
                pass
        except ConnectionError:
            pass
        return True

    def _take(self, size: int) -> bytes:
        while len(self._buffer) < size:
            self._buffer += self._more()
        taken, self._buffer = self._buffer[:size], self._buffer[size:]
        return taken

    def _more(self) -> bytes:
        data = self.socket.recv(65_536)
        if not data:
            raise ConnectionError("the hub hung up")
        return data


def handshake(*, path: str = "/live", origin: tuple[str, ...] = (ORIGIN,), **changes: str | None) -> bytes:
    """A browser's opening request; `changes` replace header lines (None: left out), underscores are hyphens."""
    headers: dict[str, str | None] = {
        "host": "region.example",
        "upgrade": "websocket",
        "connection": "keep-alive, Upgrade",
        "sec_websocket_key": "dGhlIHNhbXBsZSBub25jZQ==",
        "sec_websocket_version": "13",
    }
    headers |= changes
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items() if value is not None]
    lines += [f"Origin: {value}" for value in origin]
    return "\r\n".join([f"GET {path} HTTP/1.1", *lines, "", ""]).encode()


def client_frame(opcode: int, payload: bytes = b"", *, first: int | None = None) -> bytes:
    """A masked frame; `first` overrides the first byte, to break rules or to leave out the final bit."""
    size, mask = len(payload), b"\x0f\xf0\xaa\x55"
    head = bytes((0x80 | opcode if first is None else first,))
    length = bytes((0x80 | size,)) if size < 126 else b"\xfe" + size.to_bytes(2, "big")
    return head + length + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))
