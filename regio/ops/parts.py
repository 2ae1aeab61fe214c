"""A part of the house: a child process that is started again when it dies. No Django."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from regio.ops.errors import OpsError

LOG_BYTES = 5_000_000
STEADY_SECONDS = 5.0  # who lived that long did not die of its start
LONGEST_PAUSE = 5.0

Spawn = Callable[[int], "subprocess.Popen[bytes]"]  # with the log's file number


@dataclass(slots=True)
class Part:
    """One of web, live, worker, postgres."""

    name: str
    spawn: Spawn
    log: Path
    ending: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0  # short lives in a row
    due: float = 0.0  # when it may be started again

    def start(self) -> None:
        """Begin a life; a spawn that fails counts as a short one."""
        self.started = time.monotonic()
        number = os.open(self.log, os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o600)
        try:
            self.process = self.spawn(number)
        except (OpsError, OSError) as error:
            os.write(number, f"{error}\n".encode())
            self._plan()
        finally:
            os.close(number)

    def check(self) -> int | None:
        """Code of a death found now, else None. Starts the next life when it is time."""
        if self.process is None:
            if time.monotonic() >= self.due:
                self.start()
            return None
        code = self.process.poll()
        if code is not None:
            self.sweep()
            self.process = None
            self._plan()
        return code

    def ask_to_end(self) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(self.ending)

    def wait(self, deadline: float) -> None:
        """Until it has ended; after `deadline` it is killed with all that belongs to it."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.05, deadline - time.monotonic()))
        self.sweep()
        self.process.wait()
        self.process = None

    def sweep(self) -> None:
        """Kill what is left of its process group (workers of a killed main process)."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def rotate(self) -> None:
        """Keep one older log. Copied and emptied: the part goes on writing to the same file."""
        with contextlib.suppress(OSError):
            if self.log.stat().st_size > LOG_BYTES:
                shutil.copyfile(self.log, self.log.with_suffix(".log.1"))
                os.truncate(self.log, 0)

    def last_words(self, lines: int = 8) -> str:
        """The end of its log."""
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        except OSError:
            return ""

    def _plan(self) -> None:
        is_short = time.monotonic() - self.started < STEADY_SECONDS
        self.failures = self.failures + 1 if is_short else 0
        pause = min(LONGEST_PAUSE, 0.1 * 2**self.failures) if self.failures > 1 else 0.0
        self.due = time.monotonic() + pause
