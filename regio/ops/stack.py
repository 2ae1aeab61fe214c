"""A whole installation as tests and measurements use it: started as an operator would, in a folder of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil

READY = re.compile(r"^Regio-Plattform ready at (http\S+)/$")
OURS = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "HOST", "LIVE_", "PORT", "REGIO_", "SMTP_URL", "VALKEY_URL", "WEB_")


class Stack:
    """`with Stack(folder) as stack:` — ready inside, nothing left behind after it."""

    def __init__(self, data: Path, *, command: str = "demo", port: int = 0, prefix: tuple[str, ...] = ()) -> None:
        self.data = data
        self.port = port or free_port()
        self.command = [*prefix, sys.executable, "-m", "regio.ops.cli", command, "--data", str(data)]
        self.process: subprocess.Popen[str] | None = None
        self.started_in = 0.0

    def __enter__(self) -> "Stack":
        return self.start()

    def __exit__(self, *error: object) -> None:
        self.stop()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """Nothing of the test run's own settings."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        return inherited | {"PORT": str(self.port)}

    def has(self, part: str) -> bool:
        """True when the part has a main process."""
        try:
            return self.main_of(part).is_running()
        except (LookupError, psutil.NoSuchProcess):
            return False

    def launch(self, **environment: str) -> subprocess.Popen[str]:
        """Start without waiting."""
        self.process = subprocess.Popen(
            self.command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=self.environment() | {"LC_ALL": "en"} | environment,
        )  # fmt: skip
        return self.process

    def start(self, **environment: str) -> "Stack":
        """Until the ready line; raises RuntimeError with what it said instead."""
        begin = time.monotonic()
        process = self.launch(**environment)
        assert process.stdout
        for line in process.stdout:
            if READY.match(line.rstrip("\n")):
                self.started_in = time.monotonic() - begin
                return self
        raise RuntimeError(f"no ready line: {process.communicate()[1]}")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Exit code."""
        assert self.process
        if self.process.poll() is None:
            self.process.send_signal(number)
        self.process.communicate(timeout=30)
        return self.process.returncode

    def processes(self) -> list[psutil.Process]:
        """The supervisor and everything it started."""
        assert self.process
        top = psutil.Process(self.process.pid)
        return [top, *top.children(recursive=True)]

    def main_of(self, part: str) -> psutil.Process:
        """Main process of web, live, worker or postgres."""
        sign = {"web": "regio.ops.web", "live": "regio.live.hub", "worker": "regio.ops.worker", "postgres": "-D"}[part]
        assert self.process
        for child in psutil.Process(self.process.pid).children(recursive=True):
            words = child.cmdline()
            if sign in words and "setpriv" not in words and child.ppid() == self.process.pid:
                return child
        raise LookupError(part)

    def get(self, path: str, *, seconds: float = 5.0) -> tuple[int, str]:
        """Status and text of a page; status 0 when nobody answers."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=seconds) as answer:  # noqa: S310 - our own address
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""


def free_port() -> int:
    """Two neighbouring ports nobody uses: pages and live hub."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
