"""What the browser's passkey dialogue needs to know."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest


def as_options(options: dict[str, Any]) -> str:
    """For the attribute `options` of `<regio-passkey>`."""
    return json.dumps(options, default=dict)


def passkey_home(request: HttpRequest) -> str:
    """This page under the name that passkeys belong to, when the visitor came by another one (the demo by a number)."""
    name, _colon, port = request.get_host().partition(":")
    if name == settings.PASSKEY_DOMAIN:
        return ""
    return f"{request.scheme}://{settings.PASSKEY_DOMAIN}{f':{port}' if port else ''}{request.path}"
