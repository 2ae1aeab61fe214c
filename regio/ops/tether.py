"""No process of ours outlives the one that started it, not even when that one is killed. Linux only, no Django."""

import ctypes
import os
import signal

PR_SET_PDEATHSIG = 1


def command(words: list[str], number: signal.Signals) -> list[str]:
    """`words` as a program that gets the signal `number` when the thread that starts it ends."""
    return ["setpriv", "--pdeathsig", number.name.removeprefix("SIG"), "--", *words]


def tie(number: signal.Signals = signal.SIGTERM) -> None:
    """The same for a process that is running already (a forked worker)."""
    parent = os.getppid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
    if os.getppid() != parent:  # it ended before the kernel knew
        os.kill(os.getpid(), number)
