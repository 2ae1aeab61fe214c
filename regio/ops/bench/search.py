"""Search over 100,000 documents: time in the database for a page of results, beside a bare lookup in the index of words."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from regio.ops.bench.figure import Figure
from regio.ops.postgres import SMALL, UNSAFE, Postgres

DOCUMENTS = 100_000
_INSIDE = "import sys, django; django.setup(); from regio.ops.bench import search_inside; search_inside.main(int(sys.argv[1]))"


def run(*, documents: int = DOCUMENTS) -> list[Figure]:
    """Measure in a cluster of its own with the settings of the demo, and drop it."""
    with tempfile.TemporaryDirectory(prefix="regio-bench-") as folder:
        server = Postgres(Path(folder), settings=SMALL | UNSAFE)
        with open(Path(folder) / "postgres.log", "wb") as log:
            server.start(log=log)
        env = os.environ | {
            "DATABASE_URL": server.dsn,
            "DJANGO_SETTINGS_MODULE": "regio.config.settings",
            "REGIO_DATA": folder,
            "REGIO_SECRET_KEY": "bench",
        }
        try:
            command = [sys.executable, "-c", _INSIDE, str(documents)]
            done = subprocess.run(command, env=env, stdout=subprocess.PIPE, check=True, cwd=Path(__file__).parents[3])
        finally:
            server.stop()
    return [Figure(**figure) for figure in json.loads(done.stdout.splitlines()[-1])]
