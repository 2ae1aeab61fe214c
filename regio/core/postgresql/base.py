"""The backend itself; Django looks for it in a module of this name."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL whose idle connections are checked without a statement."""

    def is_usable(self) -> bool:
        """False when the server has gone. An idle server says nothing: bytes, or the end of them, mean it hung up."""
        line = self.connection
        if line is None or line.closed:
            return False
        ear = select.poll()
        ear.register(line.fileno(), select.POLLIN)
        if not ear.poll(0):
            return True
        usable: bool = super().is_usable()  # a notice is no hanging up: let it answer
        return usable
