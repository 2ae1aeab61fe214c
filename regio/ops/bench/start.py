"""How long until the ready line: warm (a second start), and cold (a fresh clone with filled package caches)."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from regio.ops.bench.figure import Figure
from regio.ops.installation import ROOT
from regio.ops.postgres import Postgres
from regio.ops.stack import OURS, Stack, free_port

WARM_SECONDS, COLD_SECONDS = 15, 180


def run() -> list[Figure]:
    """Warm beside the bare start of PostgreSQL and Django; cold only where git and make are."""
    with tempfile.TemporaryDirectory(prefix="regio-bench-start-") as folder:
        data = Path(folder) / "data"
        with Stack(data):
            pass
        limit = _bare(data)
        with Stack(data) as second:
            warm = second.started_in
        figures = [_figure("start_warm_s", warm, WARM_SECONDS, limit=limit)]
        if shutil.which("git") and shutil.which("make") and (ROOT / ".git").exists():
            figures.append(_figure("start_cold_s", _cold(Path(folder) / "clone"), COLD_SECONDS))
        return figures


def _figure(name: str, value: float, most: int, *, limit: float | None = None) -> Figure:
    return Figure(name, round(value, 2), "s", f"≤ {most}", limit and round(limit, 2), ok=value <= most)


def _bare(data: Path) -> float:
    """What cannot be saved: the server, and one Python that loads Django."""
    begin = time.monotonic()
    server = Postgres(data)
    server.start(log=subprocess.DEVNULL)
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "regio.config.settings", "REGIO_DATA": str(data)}
    subprocess.run([sys.executable, "-c", "import django; django.setup()"], env=environment, check=True)
    needed = time.monotonic() - begin
    server.stop()
    return needed


def _cold(clone: Path) -> float:
    """`git clone` and `make demo` as somebody does it who has never seen it."""
    begin = time.monotonic()
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith((*OURS, "MAKE", "MFLAGS"))}
    command = ["make", "demo", f"PORT={free_port()}", f"DATA={clone}/var/bench"]
    with _running(command, clone, environment) as process:
        assert process.stdout
        for line in process.stdout:
            if line.startswith("Regio-Plattform ready"):
                return time.monotonic() - begin
    raise RuntimeError("make demo in a fresh clone did not become ready")


@contextmanager
def _running(command: list[str], folder: Path, environment: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=30)
