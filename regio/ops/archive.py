"""Backup and restore: database, files and key of one installation in one archive. No Django."""

import json
import os
import shutil
import subprocess
import tarfile
import tempfile
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import Conninfo

from regio.ops.errors import OpsError
from regio.ops.installation import Installation
from regio.ops.postgres import binary
from regio.ops.speech import _

FORMAT = 1
KEPT = ("files", "secret_key")  # of the data folder, beside the database


def run(arguments: Namespace, installation: Installation) -> str:
    """The commands `regio backup FILE` and `regio restore FILE`; a sentence about what was done."""
    said = {"file": arguments.file}
    if arguments.command == "backup":
        size = write(installation, arguments.file)
        return _("%(file)s: %(size).1f MB") % (said | {"size": size / 1e6})
    read(installation, arguments.file, is_forced=arguments.force)
    return _("Restored from %(file)s.") % said


def write(installation: Installation, target: Path) -> int:
    """Write the archive, readable only by its owner; bytes. An older one is replaced when the new one is complete."""
    unfinished = target.with_name(target.name + ".part")
    with _folder() as folder, installation.database() as dsn:
        dump = folder / "database.dump"
        _run(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={dump}"], dsn)
        about = folder / "about.json"
        about.write_text(json.dumps({"format": FORMAT, "version": version("regio-plattform"), "at": time.time()}))
        unfinished.unlink(missing_ok=True)  # what lies there may be somebody else's, open to all, or lead elsewhere
        with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w") as archive:
                archive.add(about, about.name)
                archive.add(dump, dump.name)
                for name in KEPT:
                    if (installation.data / name).exists():
                        archive.add(installation.data / name, name)
            file.flush()
            os.fsync(file.fileno())
    unfinished.replace(target)
    return target.stat().st_size


def read(installation: Installation, source: Path, *, is_forced: bool) -> None:
    """Bring back an archive. Refuses a running house, a foreign file and, unless forced, a place that is not empty."""
    with _folder() as folder, installation.claimed():
        _unpack(source, folder)
        postgres = installation.postgres
        if installation.has_own_database:
            postgres.start(log=subprocess.DEVNULL)
        try:
            _fill(installation.dsn, folder / "database.dump", is_forced=is_forced)
        finally:
            postgres.stop()
        for name in KEPT:
            _replace(folder / name, installation.data / name)


def _unpack(source: Path, folder: Path) -> None:
    if not source.is_file():
        raise OpsError(_("There is no file %(path)s.") % {"path": source})
    try:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        about = json.loads((folder / "about.json").read_text())
    except (tarfile.TarError, OSError, ValueError):
        raise OpsError(_("%(path)s is no backup of a Regio-Plattform.") % {"path": source}) from None
    if about.get("format") != FORMAT or not (folder / "database.dump").is_file():
        raise OpsError(_("%(path)s was written by another version.") % {"path": source})


def _fill(dsn: str, dump: Path, *, is_forced: bool) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        if tables and tables[0] and not is_forced:
            raise OpsError(_("There is something here already. --force replaces it."))
        connection.execute("DROP OWNED BY CURRENT_USER CASCADE")
    _run(["pg_restore", "--no-owner", "--no-privileges", "--single-transaction", "--dbname=", str(dump)], dsn)


def _replace(source: Path, target: Path) -> None:
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)
    if source.exists():
        shutil.move(source, target)


def _run(command: list[str], dsn: str) -> None:
    command = [binary(command[0]), *command[1:]]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=_libpq_environment(dsn))
    if done.returncode != 0:
        raise OpsError(f"{command[0]}: {done.stderr.strip()[-500:]}")


def _libpq_environment(dsn: str) -> dict[str, str]:
    """`dsn` as variables: everybody on the machine can read a command line, and it may hold a password."""
    variables = {one.keyword.decode(): one.envvar.decode() for one in Conninfo.get_defaults() if one.envvar}
    return os.environ | {variables[name]: str(value) for name, value in conninfo_to_dict(dsn).items()}


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="regio-") as folder:
        yield Path(folder)
