"""Registration of the room."""

from typing import Any

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
        from regio.accounts.actions import codes, erasure, locking, noticing, recovery  # noqa: PLC0415
        from regio.audit.registry import describe  # noqa: PLC0415
        from regio.moderation import registry as cases  # noqa: PLC0415
        from regio.region.choices import Duty  # noqa: PLC0415
        from regio.region.registry import Section, register_section  # noqa: PLC0415

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
        cases.register(locking_kind(cases, locking))
        register_section(
            Section(
                "accounts",
                _("Lock an account"),
                "lock",
                "locking:accounts",
                {Duty.MODERATOR},
                text=_("The last means against somebody who harms others; unlock it again"),
                county_only=True,
            )
        )
        cases.register_owned("accounts.user", lambda person: [str(person.pk)])


def locking_kind(cases: Any, locking: Any) -> Any:
    """Every decision about an account can be checked by somebody else (DSA Art. 20 (1) c)."""
    return cases.CaseKind(
        name=locking.KIND,
        label=_("Lock an account"),
        duty="moderator",
        outcomes={
            locking.LOCK: cases.Outcome(_("Lock the account"), needs_ground=True),
            locking.UNLOCK: cases.Outcome(_("Unlock the account")),
        },
        carry_out=locking.carry_out,
        can_be_appealed=True,
    )
