"""The limit for fan-out: what a socket server costs that does nothing but write one ready frame to everybody."""

import asyncio
import base64
import hashlib
import sys
from typing import cast

import uvloop

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_everybody: set[asyncio.Transport] = set()


class Bare(asyncio.Protocol):
    """After the handshake any packet is taken as a masked frame below 64 kB and goes to all."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._up = False

    def connection_lost(self, exc: Exception | None) -> None:
        _everybody.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        if self._up:
            self._forward(data)
            return
        key = data.split(b"Sec-WebSocket-Key: ", 1)[1].split(b"\r\n", 1)[0]
        proof = base64.b64encode(hashlib.sha1(key + _GUID, usedforsecurity=False).digest())
        self._transport.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + proof + b"\r\n\r\n"
        )
        self._up = True
        _everybody.add(self._transport)

    @staticmethod
    def _forward(data: bytes) -> None:
        size, start = data[1] & 127, 2
        if size == 126:
            size, start = int.from_bytes(data[2:4], "big"), 4
        mask, body = data[start : start + 4], data[start + 4 : start + 4 + size]
        text = bytes(byte ^ mask[i & 3] for i, byte in enumerate(body))
        frame = (bytes((0x81, size)) if size < 126 else b"\x81\x7e" + size.to_bytes(2, "big")) + text
        for transport in _everybody:
            transport.write(frame)


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(Bare, "127.0.0.1", 0, backlog=4096)
    print(f"ready at port {server.sockets[0].getsockname()[1]}", file=sys.stderr, flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(_serve())
