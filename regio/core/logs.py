"""What a log line may say: which job or page it was, never what it carried (OWASP ASVS 16.2.5)."""

import logging
import re
from typing import Any

_CALL = re.compile(r"(\w\[\d+\])\(.*\)", re.DOTALL)  # accounts.send_mail[12](to='…', body='…')


class WithoutArguments(logging.Filter):
    """Filter of handlers: jobs of the queue are named without their arguments, which hold addresses, texts and codes."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("procrastinate"):
            record.msg, record.args = _CALL.sub(r"\1", record.getMessage()), ()
        elif record.name.startswith("django.") and (request := getattr(record, "request", None)) is not None:
            record.msg, record.args = _without_path(record.getMessage(), request), ()
        return True


def _without_path(text: str, request: Any) -> str:
    """Addresses hold names of people, tokens and what somebody typed: the pattern of the page says enough."""
    match = getattr(request, "resolver_match", None)
    page = f"/{match.route}" if match else "no such page"
    return text.replace(request.get_full_path(), page).replace(request.path, page)
