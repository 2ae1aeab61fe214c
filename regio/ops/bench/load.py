"""A load client of one process: many kept-open connections that ask for one page, at full speed or at a fixed rate."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

_ASK = "GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept-Language: de\r\nAccept-Encoding: br, gzip\r\nCookie: {cookie}\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Page:
    """What is asked for, by whom."""

    port: int
    path: str
    cookie: str = ""
    host: str = "127.0.0.1"

    @property
    def request(self) -> bytes:
        return _ASK.format(path=self.path, host=self.host, port=self.port, cookie=self.cookie).encode()


Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def full_speed(page: Page, *, requests: int, lines: int = 16) -> float:
    """Ask again as soon as an answer is there; requests a second."""
    async with _lines(page, lines) as opened:
        left = iter(range(requests))

        async def keep_asking(line: Line) -> None:
            for _number in left:
                await _ask(line, page.request)

        begin = time.perf_counter()
        await asyncio.gather(*map(keep_asking, opened))
        return requests / (time.perf_counter() - begin)


async def fixed_rate(page: Page, *, per_second: float, seconds: float, lines: int = 64) -> list[float]:
    """Ask at planned times whether or not earlier answers are there; seconds from the planned time to the whole answer."""
    async with _lines(page, lines) as opened:
        free: asyncio.Queue[Line] = asyncio.Queue()
        for line in opened:
            free.put_nowait(line)
        begin = time.perf_counter() + 0.1

        async def ask_at(planned: float) -> float:
            await asyncio.sleep(planned - time.perf_counter())
            line = await free.get()
            await _ask(line, page.request)
            free.put_nowait(line)
            return time.perf_counter() - planned

        planned = [begin + number / per_second for number in range(round(per_second * seconds))]
        return list(await asyncio.gather(*map(ask_at, planned)))


async def size(page: Page) -> int:
    """Bytes of the page as they travel."""
    async with _lines(page, 1) as opened:
        return len(await _ask(opened[0], page.request))


@asynccontextmanager
async def _lines(page: Page, number: int) -> AsyncIterator[list[Line]]:
    opened = [await asyncio.open_connection(page.host, page.port, limit=2**20) for _line in range(number)]
    try:
        yield opened
    finally:
        for _reader, writer in opened:
            writer.close()


async def _ask(line: Line, request: bytes) -> bytes:
    reader, writer = line
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise ConnectionError(head.split(b"\r\n", 1)[0].decode())
    fields = head.lower()
    if b"transfer-encoding: chunked" in fields:
        return await _chunks(reader)
    length = int(fields.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
    return await reader.readexactly(length)


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int(await reader.readline(), 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return body
