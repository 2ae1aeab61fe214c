"""One installation: its data folder, its addresses and the environment its parts get. No Django."""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from regio.ops.errors import OpsError
from regio.ops.postgres import ROOMY, SMALL, Postgres
from regio.ops.speech import _

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Installation:
    """Where it lies and how it is reached."""

    data: Path
    host: str = "127.0.0.1"
    port: int = 8000
    live_port: int = 0
    is_demo: bool = False
    database_url: str = ""  # of a server that others run; empty: our own

    @classmethod
    def from_environment(cls, data: Path, *, is_demo: bool = False) -> "Installation":
        """Reads HOST, PORT, LIVE_PORT and DATABASE_URL; raises OpsError when one of them is no port."""
        port = _port("PORT", 8000)
        host = os.environ.get("HOST", "127.0.0.1")
        url = _readable(os.environ.get("DATABASE_URL", ""))
        live_port = _port("LIVE_PORT", 0) or _free_port(host, port + 1)
        return cls(data=data.resolve(), host=host, port=port, live_port=live_port, is_demo=is_demo, database_url=url)

    @property
    def address(self) -> str:
        """As people reach it, without a slash at the end."""
        return os.environ.get("REGIO_BASE_URL", "").rstrip("/") or f"http://127.0.0.1:{self.port}"

    @property
    def postgres(self) -> Postgres:
        """The embedded server; REGIO_POSTGRES=roomy gives it the memory of a machine of its own."""
        return Postgres(self.data, settings=ROOMY if os.environ.get("REGIO_POSTGRES") == "roomy" else SMALL)

    @property
    def dsn(self) -> str:
        return self.database_url or self.postgres.dsn

    @property
    def has_own_database(self) -> bool:
        return not self.database_url

    def environment(self) -> dict[str, str]:
        """For every part and every command."""
        base = urlsplit(self.address)
        is_https = base.scheme == "https"
        live_url = f"wss://{base.netloc}/live" if is_https else f"ws://{base.hostname}:{self.live_port}/live"
        origins = self.address if is_https else f"{self.address} http://localhost:{self.port}"
        return {
            "LIVE_URL": live_url,
            "LIVE_ORIGINS": origins,
            "LIVE_HOST": self.host,
            "MALLOC_ARENA_MAX": "2",
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "regio.config.settings",
            "DATABASE_URL": self.dsn,
            "REGIO_DATA": str(self.data),
            "REGIO_BASE_URL": self.address,
            "REGIO_DEMO": "1" if self.is_demo else "",
            "HOST": self.host,
            "PORT": str(self.port),
            "LIVE_PORT": str(self.live_port),
            "PYTHONUNBUFFERED": "1",
        }

    @property
    def reachable_host(self) -> str:
        """Where we ask it ourselves when it listens everywhere."""
        return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)  # noqa: S104

    def running_live_port(self) -> int:
        """Port of the hub of the house that is running, which may have had to take another one."""
        try:
            return int((self.data / "live_port").read_text())
        except (OSError, ValueError):
            return self.live_port

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Hold the data folder: two at work in it would ruin each other. Refuses with a sentence."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(self.data / "lock", "a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                said = {"folder": self.data, "process": lock.read().strip() or "?"}
                raise InUse(_("The folder %(folder)s is in use by process %(process)s.") % said) from None
            lock.truncate(0)
            lock.write(f"{os.getpid()}\n")
            lock.flush()
            yield

    @contextmanager
    def database(self) -> Iterator[str]:
        """A reachable database for a command: the running one, or our own started for as long as it takes."""
        if not self.has_own_database:
            yield self.dsn
            return
        try:
            with self.claimed():
                postgres = self.postgres
                postgres.start(log=_log(self.data))
                try:
                    yield self.dsn
                finally:
                    postgres.stop()
        except InUse:
            if not self.postgres.is_running:
                raise
            yield self.dsn


class InUse(OpsError):
    """Somebody works in this data folder."""


def is_free(host: str, port: int) -> bool:
    """True when nobody listens there. Asked before the web starts: its workers could share a port unnoticed."""
    with closing(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _free_port(host: str, wish: int) -> int:
    if wish < 65536 and is_free(host, wish):
        return wish
    with closing(socket.socket()) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def _port(name: str, default: int) -> int:
    said = os.environ.get(name, "").strip()
    if not said:
        return default
    if not said.isdecimal() or not 0 < int(said) < 65536:
        raise OpsError(_("%(name)s must be a port number, not “%(value)s”.") % {"name": name, "value": said})
    return int(said)


def _readable(url: str) -> str:
    """`url` when libpq can read it. Its own complaint would repeat the part with the password."""
    if url:
        import psycopg  # noqa: PLC0415 - not in the light supervisor of our own database

        try:
            psycopg.conninfo.conninfo_to_dict(url)
        except psycopg.ProgrammingError:
            raise OpsError(_("DATABASE_URL cannot be read.")) from None
    return url


def _log(data: Path) -> int:
    folder = data / "log"
    folder.mkdir(mode=0o700, exist_ok=True)
    return os.open(folder / "postgres.log", os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o600)
