"""`make bench [ONLY=chat] [PEERS=1]`: measure, print each figure beside its limit, write build/bench.json."""

import importlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from regio.ops.bench import stored
from regio.ops.bench.figure import Figure
from regio.ops.errors import OpsError
from regio.ops.installation import ROOT
from regio.ops.postgres import Postgres
from regio.ops.speech import _

PARTS = {  # part → module with `run() -> list[Figure]`, in the order they run
    "pages": "regio.ops.bench.pages",
    "search": "regio.ops.bench.search",
    "fanout": "regio.ops.bench.fanout",
    "chat": "regio.ops.bench.chat",
    "memory": "regio.ops.bench.memory",
    "start": "regio.ops.bench.start",
}
ON_A_DATABASE = {"fanout"}  # these measure on the database of DATABASE_URL
RESULT = ROOT / "build" / "bench.json"
HEAD = ("name", "value", "unit", "budget", "limit", "peer", "ok")


def main(only: str = "", *, peers: bool = False) -> int:
    """0 when every budget is kept. `only` names parts, separated by commas."""
    parts = [part.strip() for part in only.split(",") if part.strip()] or list(PARTS)
    if unknown := [part for part in parts if part not in PARTS]:
        said = {"parts": ", ".join(unknown), "known": ", ".join(PARTS)}
        raise OpsError(_("There is no part %(parts)s; there are %(known)s.") % said)
    if peers:
        print(_("No peer is installed by this version: what they did is printed as stored."), flush=True)
    figures = [figure for part in parts for figure in _measured(part)]
    return 0 if all(figure.ok is not False for figure in figures) else 1


def _measured(part: str) -> list[Figure]:
    print(f"{part}:", flush=True)
    module = importlib.import_module(PARTS[part])
    with _database() if part in ON_A_DATABASE else tempfile.TemporaryFile():
        figures: list[Figure] = [stored.beside(figure) for figure in module.run()]
    _keep(figures)
    for figure in figures:
        print(f"  {line(figure)}", flush=True)
    return figures


def line(figure: Figure) -> str:
    """`chat_p50_ms  12.3 ms  budget ≤ 30  limit 4.1 (3.0 x)  ok`."""
    words = [f"{figure.name:18} {figure.value:>10g} {figure.unit:6}"]
    if figure.budget:
        words.append(f"budget {figure.budget:8}")
    for name, other in (("limit", figure.limit), ("peer", figure.peer)):
        if other:
            words.append(f"{name} {other:g} ({figure.value / other:.1f} x)")
    if who := stored.told(figure):
        words.append(f"({who})")
    if figure.ok is not None:
        words.append("ok" if figure.ok else "OVER BUDGET")
    return "  ".join(words)


def _keep(figures: list[Figure]) -> None:
    """Figures of parts that did not run this time stay."""
    old = json.loads(RESULT.read_text()) if RESULT.exists() else []
    new = {figure.name: {name: asdict(figure)[name] for name in HEAD} for figure in figures}
    kept = [row for row in old if row["name"] not in new]
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps([*kept, *new.values()], indent=1, ensure_ascii=False) + "\n")


@contextmanager
def _database() -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="regio-bench-") as folder:
        server = Postgres(Path(folder))
        server.start(log=subprocess.DEVNULL)
        os.environ["DATABASE_URL"] = server.dsn
        try:
            yield
        finally:
            del os.environ["DATABASE_URL"]
            server.stop()


if __name__ == "__main__":
    sys.exit(main(os.environ.get("ONLY", ""), peers=bool(os.environ.get("PEERS"))))
