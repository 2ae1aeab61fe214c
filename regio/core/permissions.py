"""The assert ring of permissions (STYLE §5): the first line of every action."""

from regio.core.errors import Forbidden


def require(allowed: bool) -> None:
    """Raise Forbidden unless `allowed`. Called with a predicate of the room's rules.py."""
    if not allowed:
        raise Forbidden
