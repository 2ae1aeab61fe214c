"""Registration of the room."""

from allauth.core.internal import ratelimit
from django.apps import AppConfig
from django.core.cache import caches
from django.utils.connection import ConnectionProxy

from regio.core import privacy
from regio.live import streams


class AccountsConfig(AppConfig):
    name = "regio.accounts"

    def ready(self) -> None:
        """Count tries where all processes see them (docs/decisions/0003-rate-limits.md); say who hears a person's stream."""
        from allauth.mfa.totp.internal import auth as totp  # noqa: PLC0415 - models cannot be imported before the apps are ready

        from regio.accounts import queries, rules  # noqa: PLC0415 - models cannot be imported before the apps are ready
        from regio.accounts.actions import codes, erasure, noticing  # noqa: PLC0415 - the same

        ratelimit.cache = ConnectionProxy(caches, "limits")
        totp.cache = codes.UsedCodes()
        noticing.connect()
        streams.register("user", rules.can_hear)
        privacy.register("accounts", export=queries.parts_about, erase=erasure.erase_traces)
