"""Registration of the room."""

from typing import Any

from allauth.core.internal import ratelimit
from django.apps import AppConfig
from django.core.cache import caches
from django.utils.connection import ConnectionProxy
from django.utils.translation import gettext_lazy as _

from regio.accounts.choices import DEEDS
from regio.audit.registry import describe
from regio.core import privacy
from regio.live import streams
from regio.region.choices import Duty
from regio.region.registry import Section, register_section

SECTION = Section(
    "accounts",
    _("Lock an account"),
    "lock",
    "locking:accounts",
    {Duty.MODERATOR},
    text=_("The last means against somebody who harms others; unlock it again"),
    county_only=True,
)


class AccountsConfig(AppConfig):
    name = "regio.accounts"

    def ready(self) -> None:
        """Count tries where all processes see them (docs/decisions/0003-rate-limits.md); say who hears a person's stream."""
        # Models cannot be imported before the apps are ready.
        from allauth.mfa.totp.internal import auth as totp  # noqa: PLC0415

        from regio.accounts import queries, rules  # noqa: PLC0415
        from regio.accounts.actions import codes, erasure, locking, noticing, recovery  # noqa: PLC0415
        from regio.moderation import registry as cases  # noqa: PLC0415

        describe(DEEDS)
        ratelimit.cache = ConnectionProxy(caches, "limits")
        totp.cache = codes.UsedCodes()
        noticing.connect()
        streams.register("user", rules.can_hear)
        privacy.register("accounts", export=queries.parts_about, erase=erasure.erase_traces)
        cases.register(recovery_kind(cases, recovery, queries))
        cases.register(locking_kind(cases, locking))
        register_section(SECTION)
        cases.register_owned("accounts.user", lambda person: [str(person.pk)])


def recovery_kind(cases: Any, recovery: Any, queries: Any) -> Any:
    """Identity is checked in person."""
    return cases.CaseKind(
        name=recovery.KIND,
        label=_("Lost access to an account"),
        duty=Duty.VERIFICATION,
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


def locking_kind(cases: Any, locking: Any) -> Any:
    """Every decision about an account can be checked by somebody else (DSA Art. 20 (1) c)."""
    return cases.CaseKind(
        name=locking.KIND,
        label=_("Lock an account"),
        duty=Duty.MODERATOR,
        outcomes={
            locking.LOCK: cases.Outcome(_("Lock the account"), needs_ground=True),
            locking.UNLOCK: cases.Outcome(_("Unlock the account")),
        },
        carry_out=locking.carry_out,
        can_be_appealed=True,
    )
