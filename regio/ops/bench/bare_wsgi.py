"""The limit of a page: a WSGI application that answers PAGE_BYTES bytes and does nothing else."""

import os
from collections.abc import Callable, Iterable
from typing import Any

BODY = b"x" * int(os.environ.get("PAGE_BYTES", "1000"))
HEAD = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))]


def application(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The same bytes for everybody."""
    start_response("200 OK", HEAD)
    return [BODY]
