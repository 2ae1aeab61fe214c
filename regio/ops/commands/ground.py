"""What several commands stand on: a database with all tables, a bar that moves, a report at the end."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.utils import translation

from regio.core.errors import RegioError
from regio.core.importing import Progress, Report
from regio.ops import speech
from regio.ops.errors import OpsError
from regio.ops.installation import Installation
from regio.ops.speech import _

WIDTH = 30


@contextmanager
def told() -> Iterator[None]:
    """Refusals of the rooms become sentences, in the language of the terminal."""
    with translation.override(speech.language()):
        try:
            yield
        except RegioError as error:
            raise OpsError(str(error.text)) from error


@contextmanager
def tables(installation: Installation) -> Iterator[None]:
    """The database with all its tables."""
    with installation.database(), told():
        call_command("migrate", interactive=False, verbosity=0)
        yield


def bar() -> Progress:
    """Moves on standard error; where that is no terminal it says something every tenth of the way."""
    last = -1

    def move(done: int, total: int) -> None:
        nonlocal last
        part = done * 100 // total if total else 100
        if part == last or (not sys.stderr.isatty() and part // 10 == last // 10):
            return
        last = part
        full = part * WIDTH // 100
        line = f"[{'#' * full}{'.' * (WIDTH - full)}] {part:3d} %  {done}/{total}"
        is_terminal = sys.stderr.isatty()
        ends = "\r" if is_terminal and done < total else "\n"
        print(f"\r{line}" if is_terminal else line, end=ends, file=sys.stderr, flush=True)

    return move


def take_over(path: Path, importer: Callable[..., Report]) -> Report:
    """Run an importer with a bar. A file that cannot be read is told in a sentence."""
    if not path.is_file():
        raise OpsError(_("There is no file %(path)s.") % {"path": path})
    try:
        return importer(path, progress=bar())
    except UnicodeDecodeError:
        raise OpsError(_("%(path)s is not written in UTF-8.") % {"path": path}) from None


def tell(report: Report) -> int:
    """Print what happened to each bad row and the sum; 1 when a row was lost."""
    for problem in report.problems:
        text = _("line %(line)d: %(reason)s") if problem.is_row_lost else _("line %(line)d, kept: %(reason)s")
        print(text % {"line": problem.line, "reason": problem.reason})
    lost = sum(problem.is_row_lost for problem in report.problems)
    said = _("%(created)d new, %(changed)d changed, %(unchanged)d unchanged, %(lost)d rows left out")
    counts = {"created": report.created, "changed": report.changed, "unchanged": report.unchanged, "lost": lost}
    print(said % counts, flush=True)
    return 0 if report.is_complete else 1
