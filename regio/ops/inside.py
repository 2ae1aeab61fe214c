"""Runs a function of ours inside Django, in a child with the environment of an installation. For measurements and proofs."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from regio.ops.installation import ROOT
from regio.ops.postgres import Postgres
from regio.ops.stack import Stack

_CHILD = """
import json, sys
from importlib import import_module
import django
django.setup()
module, function, *words = sys.argv[1:]
print(json.dumps(getattr(import_module(module), function)(*words)))
"""


def environment(stack: Stack) -> dict[str, str]:
    """What the parts of `stack` were given."""
    return stack.environment() | settings(stack.data, dsn=Postgres(stack.data).dsn) | {"REGIO_BASE_URL": stack.address}


def settings(data: Path, *, dsn: str) -> dict[str, str]:
    """For a database without a house around it."""
    return {"DATABASE_URL": dsn, "DJANGO_SETTINGS_MODULE": "regio.config.settings", "REGIO_DATA": str(data)}


def ask(env: dict[str, str], module: str, function: str, *words: object) -> Any:
    """What `module.function(*words)` returns, as JSON; the words arrive as text."""
    command = [sys.executable, "-c", _CHILD, module, function, *map(str, words)]
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
    return json.loads(done.stdout.splitlines()[-1])
