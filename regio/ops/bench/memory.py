"""Memory of a house at rest: the proportional share (PSS) of everything `make demo` starts, after some visits."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from regio.ops.bench.figure import Figure
from regio.ops.postgres import Postgres
from regio.ops.stack import Stack

MOST_MB = 450
VISITS, PAGES = 40, ("/", "/verzeichnis/", "/suche/?q=B%C3%A4ckerei", "/gemeinden/", "/konto/anmelden/")
REST_SECONDS = 5.0
BARE = "import django, psycopg, time; from django.conf import settings; settings.configure(); django.setup(); time.sleep(60)"


def run() -> list[Figure]:
    """One figure; its limit is a bare PostgreSQL and four processes that have loaded Django and do nothing."""
    with tempfile.TemporaryDirectory(prefix="regio-bench-memory-") as folder:
        with Stack(Path(folder)) as house:
            for number in range(VISITS):
                house.get(PAGES[number % len(PAGES)])
            time.sleep(REST_SECONDS)
            shares = {_name(process): 0.0 for process in house.processes()}
            for process in house.processes():
                shares[_name(process)] += pss_mb(process)
        limit = _bare(Path(folder))
    total = sum(shares.values())
    print("  " + ", ".join(f"{name} {share:.0f}" for name, share in shares.items()) + " MB")
    return [Figure("idle_pss_mb", round(total), "MB", f"≤ {MOST_MB}", round(limit), ok=total <= MOST_MB)]


def pss_mb(process: psutil.Process) -> float:
    """Megabytes; what several share is divided between them."""
    return float(process.memory_full_info().pss) / 1e6


def _name(process: psutil.Process) -> str:
    words = " ".join(process.cmdline())
    names = {"regio.ops.web": "web", "regio.live": "live", "regio.ops.worker": "worker", "regio.ops.cli": "supervisor"}
    return next((name for sign, name in names.items() if sign in words), "postgres")


def _bare(folder: Path) -> float:
    server = Postgres(folder)
    server.start(log=subprocess.DEVNULL)
    assert server.process
    idle = [psutil.Popen([sys.executable, "-c", BARE]) for _ in range(4)]
    time.sleep(REST_SECONDS)
    main = psutil.Process(server.process.pid)
    total = sum(pss_mb(process) for process in [main, *main.children(), *idle])
    for process in idle:
        process.kill()
        process.wait()
    server.stop()
    return total
