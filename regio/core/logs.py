"""What a log line may say: which job it was, never what it carried (OWASP ASVS 16.2.5)."""

import logging
import re

_CALL = re.compile(r"(\w\[\d+\])\(.*\)", re.DOTALL)  # accounts.send_mail[12](to='…', body='…')


class WithoutArguments(logging.Filter):
    """Filter of handlers: jobs of the queue are named without their arguments, which hold addresses, texts and codes."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("procrastinate"):
            record.msg, record.args = _CALL.sub(r"\1", record.getMessage()), ()
        return True
