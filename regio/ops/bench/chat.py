"""Chat: stored messages a second with 16 senders, and the time until another member sees them through the hub.

Runs against an installation of its own, started as an operator would. The limit is a bare view with one INSERT.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import uvloop

from regio.ops.bench import talk
from regio.ops.bench.figure import Figure
from regio.ops.postgres import Postgres
from regio.ops.stack import Stack, free_port

SENDERS, MESSAGES, WARM_UP = 16, 6_000, 600
PEOPLE = 400  # so many that nobody writes faster than rules.BURST allows
ROOT = Path(__file__).resolve().parents[3]
_SEED = "import sys, django; django.setup(); from regio.ops.bench import chat_seed; chat_seed.main(int(sys.argv[1]))"


def run(*, messages: int = MESSAGES) -> list[Figure]:
    """Three figures: messages a second, median and 99th percentile from sent to seen."""
    with tempfile.TemporaryDirectory(prefix="regio-bench-chat-") as folder:
        os.chmod(folder, 0o755)  # noqa: S103 - PostgreSQL started by root runs as somebody else
        with Stack(Path(folder) / "data", command="up") as stack:
            env = _environment(stack)
            crowd = json.loads(_python(["-c", _SEED, str(PEOPLE)], env).splitlines()[-1])
            per_second, delays = uvloop.run(_measure(stack, crowd, messages))
            with _bare(env) as port:
                limit = uvloop.run(_measure_bare(port, messages))
    cuts = statistics.quantiles(delays, n=100)
    p50, p99 = round(cuts[49] * 1000, 1), round(cuts[98] * 1000, 1)
    return [
        Figure("chat_per_s", per_second, "1/s", ">= 380", limit, None, per_second >= 380),
        Figure("chat_p50_ms", p50, "ms", "<= 30", None, None, p50 <= 30),
        Figure("chat_p99_ms", p99, "ms", "<= 150", None, None, p99 <= 150),
    ]


async def _measure(stack: Stack, crowd: dict[str, Any], messages: int) -> tuple[float, list[float]]:
    clock, live_port = talk.Clock(), int((stack.data / "live_port").read_text())
    listeners = [
        await talk.listen("127.0.0.1", live_port, ticket, origin=stack.address, clock=clock)
        for ticket in crowd["tickets"]
    ]
    await talk.send_all("127.0.0.1", stack.port, crowd["writers"], senders=SENDERS, messages=WARM_UP, clock=clock)
    clock.sent.clear()
    seconds = await talk.send_all(
        "127.0.0.1", stack.port, crowd["writers"], senders=SENDERS, messages=messages, clock=clock
    )
    await _until_seen(clock, listeners)
    for listener in listeners:
        listener.cancel()
    await asyncio.gather(*listeners, return_exceptions=True)
    return round(messages / seconds, 1), clock.delays()


async def _until_seen(clock: talk.Clock, listeners: Sequence[asyncio.Task[None]]) -> None:
    for _ in range(1_000):
        if clock.sent.keys() <= clock.seen.keys():
            return
        for listener in listeners:
            if listener.done():
                listener.result()  # says what went wrong
        await asyncio.sleep(0.01)
    raise TimeoutError(f"{len(clock.sent.keys() - clock.seen.keys())} messages were never seen")


async def _measure_bare(port: int, messages: int) -> float:
    writers = [{"path": "/store/", "cookie": "a=b", "csrf": "-"}] * SENDERS
    for count in (WARM_UP, messages):
        seconds = await talk.send_all("127.0.0.1", port, writers, senders=SENDERS, messages=count, clock=talk.Clock())
    return round(messages / seconds, 1)


@contextmanager
def _bare(env: Mapping[str, str]) -> Iterator[int]:
    with psycopg.connect(env["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS bench_insert (id bigserial PRIMARY KEY, text text, at timestamptz DEFAULT now())"
        )
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "2"]
    command += ["--blocking-threads", "4", "--no-ws", "--log-level", "error", "regio.ops.bench.bare_insert:application"]
    process = subprocess.Popen(command, env=dict(env), cwd=ROOT)
    try:
        uvloop.run(_until_open(port))
        yield port
    finally:
        process.terminate()
        process.wait(10)


async def _until_open(port: int) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                _reader, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return


def _environment(stack: Stack) -> dict[str, str]:
    return stack.environment() | {
        "DATABASE_URL": Postgres(stack.data).dsn,
        "DJANGO_SETTINGS_MODULE": "regio.config.settings",
        "REGIO_DATA": str(stack.data),
        "REGIO_BASE_URL": stack.address,
    }


def _python(arguments: list[str], env: Mapping[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], env=dict(env), stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT
    )
    return done.stdout
