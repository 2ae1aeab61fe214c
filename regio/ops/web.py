"""The web part: Django is loaded once and forked into its workers, which so share most of their memory.

WEB_WORKERS processes with WEB_THREADS threads each; every thread keeps one connection to the database.
"""

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable
from typing import Any

from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.urls import get_resolver
from django.utils.translation import trans_real
from granian import Granian
from granian.constants import Interfaces

from regio.config import wsgi
from regio.ops import tether

GRACE_SECONDS = 4  # for answers under way; the supervisor waits six


def warm() -> None:
    """Load what every worker needs anyhow, before there are two of them."""
    assert get_resolver().url_patterns
    for language in ("de", "en"):
        trans_real.translation(language)
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    environment = engine.env
    for name in environment.list_templates(extensions=["html"]):
        environment.get_template(name)
    gc.collect()
    gc.freeze()


def enter() -> Callable[..., Any]:
    """First thing in a worker: it never outlives the main process."""
    tether.tie(signal.SIGKILL)
    return wsgi.application


def main() -> None:
    """Serve until SIGTERM."""
    multiprocessing.set_start_method("fork")
    warm()
    server = Granian(
        "regio.config.wsgi:application",
        address=os.environ.get("HOST", "127.0.0.1"),
        port=int(os.environ.get("PORT", "8000")),
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("WEB_WORKERS", "2")),
        blocking_threads=int(os.environ.get("WEB_THREADS", "4")),
        blocking_threads_idle_timeout=600,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE_SECONDS,
    )
    server.serve(target_loader=enter, wrap_loader=False)


if __name__ == "__main__":
    main()
