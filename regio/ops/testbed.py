"""pytest plugin (`-p` in pyproject.toml): one PostgreSQL for the run, shared by its workers, gone at its end.

It has to say where data and database are before Django reads its settings; a conftest.py would come too late.
Each run has a folder of its own below build/test-pg, so that two runs never meet.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from regio.ops.postgres import SMALL, UNSAFE, Postgres

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
NO_DATA = "../shared/data is not here"
RUNS = ROOT / "build" / "test-pg"
IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ

if not IS_WORKER:
    FOLDER = RUNS / str(os.getpid())
    SERVER = Postgres(FOLDER, settings=SMALL | UNSAFE | {"max_connections": "200"})  # a race holds 50, twice
    os.environ.update(
        {
            "REGIO_DATA": str(FOLDER / "data"),
            "REGIO_STATIC": str(FOLDER / "data"),
            "REGIO_SECRET_KEY": "only-for-tests",
            "REGIO_BASE_URL": "http://testserver",
            "DATABASE_URL": SERVER.dsn,
        }
    )
    for name in ("SMTP_URL", "VALKEY_URL", "LIVE_URL", "REGIO_DEMO"):
        os.environ.pop(name, None)


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> Iterator[None]:
    """The controller starts the server before the first test and ends it after the last."""
    if IS_WORKER or session.config.option.collectonly:
        return (yield)
    _sweep()
    FOLDER.joinpath("data").mkdir(parents=True)
    with open(FOLDER / "postgres.log", "wb") as log:
        SERVER.start(log=log)
    try:
        return (yield)
    finally:
        SERVER.stop()
        shutil.rmtree(FOLDER, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on the real data of the neighbourhood run where it lies."""
    if not SHARED.is_dir():
        for item in items:
            if item.get_closest_marker("shared_data"):
                item.add_marker(pytest.mark.skip(reason=NO_DATA))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A counted notice, so that nobody takes a small run for a full one."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if NO_DATA in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} tests on real data skipped: {NO_DATA}")


def _sweep() -> None:
    """Folders of runs that were killed."""
    for folder in RUNS.glob("[0-9]*"):
        if not Path("/proc", folder.name).exists():
            shutil.rmtree(folder, ignore_errors=True)
