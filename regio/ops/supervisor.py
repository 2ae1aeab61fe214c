"""Starts the house, keeps its parts alive and ends them all. A light process: no Django in here."""

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from regio.ops import tether
from regio.ops.errors import OpsError
from regio.ops.installation import Installation, is_free
from regio.ops.parts import Part
from regio.ops.speech import _

READY_SECONDS = 60.0
END_SECONDS = 6.0
LOOK_SECONDS = 10.0  # how often it looks at the logs when nothing happens


class StopAsked(Exception):  # noqa: N818 - not an error: Ctrl-C or SIGTERM
    """Somebody wants the house to end."""


class House:
    """All parts of one installation."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.postgres = installation.postgres
        self.environment: dict[str, str] = {}
        self.parts: list[Part] = []  # in the order of their start
        self._asked = False
        self._wake, self._waker = socket.socketpair()

    def run(self) -> int:
        """Until Ctrl-C or SIGTERM. Raises OpsError when it cannot start."""
        self._listen_to_signals()
        with self.installation.claimed():
            self._log_folder().mkdir(mode=0o700, exist_ok=True)
            (self.installation.data / "live_port").write_text(str(self.installation.live_port))
            try:
                self._open()
                print(f"Regio-Plattform ready at {self.installation.address}/", flush=True)
                self._watch()
            except StopAsked:
                return 0
            finally:
                self._close()
        return 0

    def _open(self) -> None:
        self._check_port()
        if self.installation.has_own_database:
            self._begin(Part("postgres", self.postgres.launch, self._log("postgres"), ending=signal.SIGINT))
            self.postgres.wait(pause=self._pause)
        self.environment = self.installation.environment()
        self._prepare()
        key = Path(self.installation.data, "secret_key")
        self.environment.setdefault("REGIO_SECRET_KEY", key.read_text() if key.exists() else "")
        for name, module in (("live", "regio.live.hub"), ("web", "regio.ops.web"), ("worker", "regio.ops.worker")):
            self._begin(self._program(name, module))
        self._wait_until_healthy()

    def _watch(self) -> None:
        looked = time.monotonic()
        while True:
            for part in self.parts:
                code = part.check()
                if code is not None:
                    said = {"part": part.name, "code": code}
                    self._say(_("%(part)s ended (code %(code)s) and is started again.") % said)
            waiting = [part.due - time.monotonic() for part in self.parts if part.process is None]
            self._pause(max(0.02, min([LOOK_SECONDS, *waiting])))
            if time.monotonic() - looked > LOOK_SECONDS:
                looked = time.monotonic()
                for part in self.parts:
                    part.rotate()

    def _close(self) -> None:
        """Web, live and worker together, the database after them."""
        deadline = time.monotonic() + END_SECONDS
        others = [part for part in self.parts if part.name != "postgres"]
        for group in (others, [part for part in self.parts if part.name == "postgres"]):
            for part in group:
                part.ask_to_end()
            for part in group:
                part.wait(deadline)
            deadline = max(deadline, time.monotonic() + 2.5)

    def _begin(self, part: Part) -> None:
        part.rotate()
        self.parts.append(part)
        part.start()
        if part.process is None:
            raise OpsError(part.last_words(3))

    def _program(self, name: str, module: str) -> Part:
        def spawn(log: int) -> subprocess.Popen[bytes]:
            return subprocess.Popen(
                tether.command([sys.executable, "-m", module], signal.SIGTERM),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment, start_new_session=True,
            )  # fmt: skip

        return Part(name, spawn, self._log(name))

    def _prepare(self) -> None:
        """Tables, static files and the demo county, in a child that goes away again."""
        part = self._program("prepare", "regio.ops.prepare")
        part.log.unlink(missing_ok=True)
        self._begin(part)
        assert part.process
        while part.process.poll() is None:
            self._pause(0.5)
        self.parts.remove(part)
        if part.process.returncode != 0:
            raise OpsError(_("Preparing the database failed.") + "\n" + part.last_words(12))

    def _wait_until_healthy(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while (status := self._health()) != 200:
            for part in self.parts:
                part.check()
                if part.failures > 3:
                    said = _("%(part)s does not stay alive.") % {"part": part.name}
                    raise OpsError(f"{said}\n{part.last_words()}")
            if time.monotonic() > deadline:
                said = _("Not ready after %(seconds)d s (health: %(status)s). The logs lie in %(folder)s.")
                raise OpsError(said % {"seconds": READY_SECONDS, "status": status or "-", "folder": self._log_folder()})
            self._pause(0.1)

    def _health(self) -> int:
        """Status of GET /healthz, 0 while nobody answers. By hand: http.client would cost six megabytes."""
        base = urlsplit(self.installation.address)
        head = f"Host: {base.netloc}\r\nX-Forwarded-Proto: {base.scheme}\r\nConnection: close"
        where = (self.installation.reachable_host.strip("[]"), self.installation.port)
        with contextlib.suppress(OSError, ValueError, IndexError), socket.create_connection(where, timeout=3) as line:
            line.sendall(f"GET /healthz HTTP/1.1\r\n{head}\r\n\r\n".encode())
            return int(line.recv(64).split()[1])
        return 0

    def _check_port(self) -> None:
        deadline = time.monotonic() + 3.0  # somebody who is just leaving may do so
        while not is_free(self.installation.host, self.installation.port):
            if time.monotonic() > deadline:
                said = _("Port %(port)d is taken by another program. Choose another one: PORT=%(other)d.")
                port = self.installation.port
                raise OpsError(said % {"port": port, "other": port + 100})
            self._pause(0.1)

    def _log_folder(self) -> Path:
        return self.installation.data / "log"

    def _log(self, name: str) -> Path:
        return self._log_folder() / f"{name}.log"

    def _say(self, text: str) -> None:
        print(time.strftime("%H:%M:%S"), text, file=sys.stderr, flush=True)

    def _listen_to_signals(self) -> None:
        def asked(number: int, frame: object) -> None:
            self._asked = self._asked or number != signal.SIGCHLD

        self._wake.setblocking(False)
        self._waker.setblocking(False)
        signal.set_wakeup_fd(self._waker.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
            signal.signal(number, asked)

    def _pause(self, seconds: float) -> None:
        """Sleep until something happens. Raises StopAsked."""
        if not self._asked:
            select.select([self._wake], [], [], seconds)
            with contextlib.suppress(BlockingIOError):
                os.read(self._wake.fileno(), 4096)
        if self._asked:
            raise StopAsked
