"""Registration of the room."""

from allauth.core.internal import ratelimit
from django.apps import AppConfig
from django.core.cache import caches
from django.utils.connection import ConnectionProxy

from regio.accounts import rules
from regio.live import streams


class AccountsConfig(AppConfig):
    name = "regio.accounts"

    def ready(self) -> None:
        """Count tries where all processes see them (docs/decisions/0003-rate-limits.md); say who hears a person's stream."""
        ratelimit.cache = ConnectionProxy(caches, "limits")
        streams.register("user", rules.can_hear)
