"""What has to be done before the parts start: tables, static files, the demo county. A child of the supervisor."""

import fcntl
import hashlib
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from regio.ops.speech import _


def main() -> int:
    """Exit code. Safe to run again; quick when there is nothing to do."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    erase_again()
    collect()
    if settings.DEMO and not apps.get_model("region", "County").objects.exists():
        return subprocess.run([sys.executable, "-m", "regio.ops.demo"], check=False).returncode
    return 0


def erase_again() -> None:
    """Whoever deleted their account stays deleted, also when a backup from before was restored."""
    # Needs Django, and tables as this version knows them.
    count = import_module("regio.accounts.actions.erasure").erase_again()
    if count:
        print(_("Deleted again after a restore: %(count)d accounts.") % {"count": count}, file=sys.stderr)


def collect() -> None:
    """Static files with hashed names, when one of them changed."""
    target = Path(settings.STATIC_ROOT)
    target.mkdir(parents=True, exist_ok=True)
    with open(target.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two installations may start from the same checkout
        stamp = target / ".collected"
        state = _state_of_sources()
        if stamp.exists() and stamp.read_text() == state:
            return
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(state)


def _state_of_sources() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = os.stat(storage.path(path))
            digest.update(f"{storage.path(path)} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
