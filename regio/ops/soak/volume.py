"""All Gemeinden of Germany and all real places of the neighbourhood's data, twice: the second run writes nothing."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from regio.ops import inside
from regio.ops.installation import ROOT
from regio.ops.postgres import SMALL, Postgres

DATA = ROOT.parent / "shared" / "data"
GEMEINDEN = DATA / "municipalities" / "gemeinden_deutschland.csv"
PLACES = DATA / "places" / "places.csv"
COMMANDS = {
    "gemeinden": ("init", "--county", "08316", "--municipalities", str(GEMEINDEN), "--admin", "amt@volume.example"),
    "places": ("import", "organisations", str(PLACES)),
}
EXPECTED = {"gemeinden": 11_004, "places": 7_529}

# Rows by the transaction that wrote them and where they lie, and what was tried, even if it was rolled back.
_TABLES = "SELECT relid::regclass::text, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables ORDER BY 1"
_ROWS = "SELECT count(*), coalesce(sum(hashtextextended(concat(xmin, ctid), 0)), 0)::text FROM {}"
_SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1"


def run() -> dict[str, object]:
    """Seconds of each run. AssertionError when a row is missing or the second run touches one."""
    assert DATA.is_dir(), "../shared/data is not here"
    with tempfile.TemporaryDirectory(prefix="regio-volume-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL started by root runs as somebody else
        server = Postgres(Path(folder), settings=SMALL)
        with open(Path(folder) / "postgres.log", "wb") as log:
            server.start(log=log)
        try:
            first = {name: once(server, name, f"{EXPECTED[name]} new, 0 changed, 0 unchanged") for name in COMMANDS}
            before = state(server)
            again = {name: once(server, name, f"0 new, 0 changed, {EXPECTED[name]} unchanged") for name in COMMANDS}
            after = state(server)
        finally:
            server.stop()
    touched = sorted(name for name in before if before[name] != after[name])
    assert before == after, f"the second run wrote to {', '.join(touched)}"
    seconds = {f"{name} {number}. run (s)": spent[name] for number, spent in ((1, first), (2, again)) for name in spent}
    return {**EXPECTED, **seconds}


def once(server: Postgres, name: str, expected: str) -> float:
    """Run the command as an operator would; seconds."""
    env = inside.settings(server.folder, dsn=server.dsn) | {"LC_ALL": "en", "PATH": "/usr/bin:/bin"}
    begin = time.monotonic()
    command = [sys.executable, "-m", "regio.ops.cli", *COMMANDS[name], "--data", str(server.folder)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, cwd=ROOT)
    said = next((line for line in done.stdout.splitlines() if " unchanged" in line), done.stderr[-800:])
    assert (done.returncode, said) == (0, f"{expected}, 0 rows left out"), f"{name}: {said}"
    return round(time.monotonic() - begin, 1)


def state(server: Postgres) -> dict[str, object]:
    """Of every table and sequence, what only a write could change."""
    with psycopg.connect(server.dsn, autocommit=True) as connection:
        tables: dict[str, object] = dict(connection.execute(_TABLES).fetchall())
        rows = {name: connection.execute(_ROWS.format(name).encode()).fetchone() for name in tables}
        sequences: dict[str, object] = dict(connection.execute(_SEQUENCES).fetchall())
    return {name: (tables[name], rows[name]) for name in tables} | sequences
