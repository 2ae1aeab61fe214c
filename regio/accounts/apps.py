"""Registration of the room."""

from allauth.core.internal import ratelimit
from django.apps import AppConfig
from django.core.cache import caches
from django.utils.connection import ConnectionProxy
from django.utils.translation import gettext_lazy as _

from regio.accounts.choices import DEEDS
from regio.core import privacy
from regio.live import streams


class AccountsConfig(AppConfig):
    name = "regio.accounts"

    def ready(self) -> None:
        """Count tries where all processes see them (docs/decisions/0003-rate-limits.md); say who hears a person's stream."""
        # Models cannot be imported before the apps are ready.
        from allauth.mfa.totp.internal import auth as totp  # noqa: PLC0415

        from regio.accounts import queries, rules  # noqa: PLC0415
        from regio.accounts.actions import codes, erasure, noticing, recovery  # noqa: PLC0415
        from regio.audit.registry import describe  # noqa: PLC0415
        from regio.moderation import registry as cases  # noqa: PLC0415

        describe(DEEDS)
        ratelimit.cache = ConnectionProxy(caches, "limits")
        totp.cache = codes.UsedCodes()
        noticing.connect()
        streams.register("user", rules.can_hear)
        privacy.register("accounts", export=queries.parts_about, erase=erasure.erase_traces)
        cases.register(
            cases.CaseKind(
                name=recovery.KIND,
                label=_("Lost access to an account"),
                duty="verification",
                outcomes={
                    recovery.ACCEPTED: cases.Outcome(_("Identity checked, account goes to the new address")),
                    "refused": cases.Outcome(_("Refuse")),
                },
                carry_out=recovery.carry_out,
                panel="accounts/recovery_case.html",
                details=lambda case: queries.claimed_account(case.about_key, case.data),
                templates={
                    "checked": _("We have compared your identity document in person with the account."),
                    "unsure": _("What you told us does not fit the account well enough. Please come by once more."),
                },
            )
        )
        cases.register_owned("accounts.user", lambda person: [str(person.pk)])
