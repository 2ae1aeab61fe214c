"""Pages: what the directory of a county with 10,000 organisations costs, and how much a first visit weighs."""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import uvloop

from regio.ops import inside
from regio.ops.bench import load, weight
from regio.ops.bench.figure import Figure
from regio.ops.installation import ROOT
from regio.ops.stack import Stack, free_port
from regio.ops.visitor import Visitor

ORGANISATIONS = 10_000
PATH = "/verzeichnis/"
WARM_UP, REQUESTS, SECONDS = 160, 800, 10.0
INSIDE = "regio.ops.bench.pages_inside"


@dataclass(frozen=True, slots=True)
class Served:
    """One server under load."""

    cpu_ms: float  # of its processes, for one request
    per_second: float
    p95_ms: float


def run(*, organisations: int = ORGANISATIONS) -> list[Figure]:
    """Measure in a demo of its own, and drop it."""
    with tempfile.TemporaryDirectory(prefix="regio-bench-pages-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL started by root runs as somebody else
        with Stack(Path(folder) / "data") as stack:
            env = inside.environment(stack)
            assert inside.ask(env, INSIDE, "fill", organisations) == organisations
            signed_in = Visitor(stack.address, "buergerin").sign_in()
            page = load.Page(stack.port, PATH, signed_in.cookie)
            ours = measure(page, stack.main_of("web"))
            with _bare(uvloop.run(load.size(page))) as (port, server):
                bare = measure(load.Page(port, PATH), server, per_second=ours.per_second / 2)
            inner = inside.ask(env, INSIDE, "cost", PATH)
            samples = inside.ask(env, INSIDE, "samples")
            single = [
                figure
                for name, path in samples.items()
                for figure in _of_single(name, path, cookie=signed_in.cookie, stack=stack, env=env)
            ]
            home, directory = weight.weigh(stack.address, ["/", PATH])
    return [*_of_list(ours, bare, inner), *single, *_of_weight(home, directory)]


def _of_single(name: str, path: str, *, cookie: str, stack: Stack, env: dict[str, str]) -> list[Figure]:
    cpu, _per_second = at_full_speed(load.Page(stack.port, path, cookie), stack.main_of("web"))
    queries = inside.ask(env, INSIDE, "cost", path)["queries"]
    return [
        Figure(f"{name}_cpu_ms", round(cpu, 2), "ms", "<= 6", None, None, cpu <= 6),
        Figure(f"{name}_queries", queries, "", "<= 8", None, None, queries <= 8),
    ]


def _of_list(ours: Served, bare: Served, inner: dict[str, float]) -> list[Figure]:
    return [
        Figure("list_cpu_ms", ours.cpu_ms, "ms", "<= 6", bare.cpu_ms, None, ours.cpu_ms <= 6),
        Figure("list_queries", inner["queries"], "", "<= 8", 1, None, inner["queries"] <= 8),
        Figure("list_p95_ms", ours.p95_ms, "ms", "<= 60", bare.p95_ms, None, ours.p95_ms <= 60),
        Figure("list_per_s", round(ours.per_second), "1/s", "", round(bare.per_second)),
        Figure("list_sql_ms", round(inner["sql_ms"], 2), "ms", "", round(inner["bare_ms"], 2)),
    ]


def _of_weight(home: weight.Weight, directory: weight.Weight) -> list[Figure]:
    heaviest = max(home, directory, key=lambda one: one.kb)
    words = round(heaviest.by_kind["Document"] / 1000, 1)  # the limit: the same page without style, script and fonts
    return [
        Figure("page_kb", heaviest.kb, "kB", "<= 150", words, None, heaviest.kb <= 150),
        Figure("page_kb_home", home.kb, "kB"),
        Figure("page_kb_directory", directory.kb, "kB"),
    ]


def measure(page: load.Page, server: psutil.Process, *, per_second: float = 0.0) -> Served:
    """CPU and requests a second at full speed, then the delay at `per_second`, by default half of that."""
    cpu, saturated = at_full_speed(page, server)
    late = uvloop.run(load.fixed_rate(page, per_second=per_second or saturated / 2, seconds=SECONDS))
    return Served(round(cpu, 2), saturated, round(statistics.quantiles(late, n=20)[18] * 1000, 1))


def at_full_speed(page: load.Page, server: psutil.Process) -> tuple[float, float]:
    """Milliseconds of CPU for one request, and requests a second."""
    uvloop.run(load.full_speed(page, requests=WARM_UP))
    before = cpu_seconds(server)
    saturated = uvloop.run(load.full_speed(page, requests=REQUESTS))
    return (cpu_seconds(server) - before) / REQUESTS * 1000, saturated


def cpu_seconds(server: psutil.Process) -> float:
    """Of a web server and its workers."""
    times = [process.cpu_times() for process in (server, *server.children(recursive=True))]
    return sum(spent.user + spent.system for spent in times)


@contextmanager
def _bare(size: int) -> Iterator[tuple[int, psutil.Process]]:
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "2"]
    command += ["--blocking-threads", "4", "--no-ws", "--log-level", "error", "regio.ops.bench.bare_wsgi:application"]
    process = subprocess.Popen(command, env=os.environ | {"PAGE_BYTES": str(size)}, cwd=ROOT)
    try:
        uvloop.run(_until_open(port))
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(10)


async def _until_open(port: int, *, seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            _reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return
