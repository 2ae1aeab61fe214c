"""Fan-out: one event to 10,000 sockets through PostgreSQL and the hub, beside a bare socket server in the same run."""

import asyncio
import os
import re
import resource
import secrets
import statistics
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
import uvloop

from regio.live import bus, tickets
from regio.ops.bench.crowd import Crowd, masked
from regio.ops.bench.figure import Figure

STREAM, ORIGIN = "bench-fanout", "http://crowd.example"
WARM_UP, ROUNDS, PAUSE = 3, 20, 0.05
EVENT_TEXT = "Im Rathaus ist am Freitag ein Termin frei geworden. " * 3


@dataclass(frozen=True, slots=True)
class Measured:
    """One server under the crowd."""

    p99_ms: float
    cpu_s: float  # per 100,000 deliveries
    socket_kb: float


def run(settings_env: Mapping[str, str] | None = None, *, sockets: int = 10_000) -> list[Figure]:
    """Measure with a hub of its own on the database of DATABASE_URL (from `settings_env` or the environment)."""
    env = {**os.environ, **(settings_env or {})}
    env |= {"LIVE_HOST": "127.0.0.1", "LIVE_PORT": "0", "LIVE_ORIGINS": ORIGIN}
    env["REGIO_SECRET_KEY"] = secrets.token_hex()
    _allow_open_files(sockets + 1_000)
    with _process("regio.ops.bench.bare_socket", env) as (pid, port):
        limit = uvloop.run(_measure_bare(pid, port, sockets))
    with _process("regio.live.hub", env) as (pid, port):
        hub = uvloop.run(_measure_hub(pid, port, sockets, env))
    return [
        Figure("fanout10k_p99_ms", hub.p99_ms, "ms", "<= 200", limit.p99_ms, None, hub.p99_ms <= 200),
        Figure("fanout_cpu_s", hub.cpu_s, "CPU-s/100k", "<= 1.3", limit.cpu_s, None, hub.cpu_s <= 1.3),
        Figure("socket_kb", hub.socket_kb, "kB", "<= 25", limit.socket_kb, None, hub.socket_kb <= 25),
    ]


async def _measure_hub(pid: int, port: int, sockets: int, env: Mapping[str, str]) -> Measured:
    key = tickets.derive_key(env["REGIO_SECRET_KEY"])
    ticket = tickets.sign(key, user_id=1, streams=[STREAM], seconds=600)
    crowd = Crowd("127.0.0.1", port, origin=ORIGIN, hello=f'{{"ticket":"{ticket}"}}'.encode())
    async with await psycopg.AsyncConnection.connect(env["DATABASE_URL"], autocommit=True) as connection:

        async def send(token: str) -> None:
            payload = bus.event_payload(STREAM, {"type": "bench", "id": token, "text": EVENT_TEXT})
            await connection.execute("SELECT pg_notify(%s, %s)", [bus.CHANNEL, payload])

        return await _measure(crowd, send, pid=pid, sockets=sockets)


async def _measure_bare(pid: int, port: int, sockets: int) -> Measured:
    crowd = Crowd("127.0.0.1", port, origin=ORIGIN)

    async def send(token: str) -> None:
        payload = bus.event_payload(STREAM, {"type": "bench", "id": token, "text": EVENT_TEXT})
        crowd.members[0].transport.write(masked(payload.encode()))

    return await _measure(crowd, send, pid=pid, sockets=sockets)


async def _measure(crowd: Crowd, send: Callable[[str], Awaitable[None]], *, pid: int, sockets: int) -> Measured:
    empty = _memory_kb(pid)
    await crowd.gather(sockets)
    await asyncio.sleep(1)
    full = _memory_kb(pid)
    late: list[float] = []
    for number in range(WARM_UP + ROUNDS):
        if number == WARM_UP:
            late, before = [], _cpu_seconds(pid)
        late += await crowd.time_message(send, f"round-{number:04d}")
        await asyncio.sleep(PAUSE)
    used = _cpu_seconds(pid) - before
    if crowd.lost:
        raise ConnectionError(f"{crowd.lost} sockets were lost")
    crowd.leave()
    return Measured(
        p99_ms=round(statistics.quantiles(late, n=100)[98] * 1000, 1),
        cpu_s=round(used / len(late) * 100_000, 3),
        socket_kb=round((full - empty) / sockets, 1),
    )


@contextmanager
def _process(module: str, env: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Run a server module; gives its pid and the port it announces."""
    process = subprocess.Popen([sys.executable, "-m", module], env=dict(env), stderr=subprocess.PIPE, text=True)
    try:
        port, listening = 0, module != "regio.live.hub"
        for line in process.stderr or ():
            port = int(found[1]) if (found := re.search(r"ready at port (\d+)", line)) else port
            listening = listening or "listening to the database" in line
            if port and listening:
                break
        else:
            raise RuntimeError(f"{module} did not start")
        yield process.pid, port
    finally:
        process.terminate()
        process.communicate(timeout=10)


def _memory_kb(pid: int) -> int:
    with open(f"/proc/{pid}/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() // 1024


def _cpu_seconds(pid: int) -> float:
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _allow_open_files(wanted: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard), hard))
