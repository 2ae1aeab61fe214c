"""Authenticator app and recovery codes. allauth checks them at sign-in; here they are switched on and off."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regio.accounts.errors import AppIsOn
from regio.accounts.models import User
from regio.accounts.queries import has_app
from regio.accounts.rules import can_edit_profile
from regio.audit import actions as audit
from regio.core.permissions import require
from regio.notifications.actions import tell


@transaction.atomic
def switch_on_app(person: User, secret: str, *, by: User) -> list[str]:
    """From now on every sign-in asks for a code of the app. Returns new recovery codes; told by mail. Raises AppIsOn.

    The caller has checked a first code, and that the person was proven a moment ago.
    """
    require(can_edit_profile(by, person))
    person = User.objects.select_for_update().get(pk=person.pk)
    if has_app(person):
        raise AppIsOn
    TOTP.activate(person, secret)
    codes = _fresh_codes(person)
    audit.record("accounts.app_on", by=by, of=person)
    tell(
        person,
        kind="accounts.security",
        title=_("Signing in now takes a second step"),
        text=_("Your account now asks for a code of your authenticator app at each sign-in."),
        url="/konto/sicherheit/",
    )
    return codes


@transaction.atomic
def switch_off_app(person: User, *, by: User) -> None:
    """Sign-ins ask for no second step any more; the recovery codes go too. Told by mail."""
    require(can_edit_profile(by, person))
    rows = Authenticator.objects.filter(
        user=person, type__in=[Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]
    )
    if not rows.delete()[0]:
        return
    audit.record("accounts.app_off", by=by, of=person)
    tell(
        person,
        kind="accounts.security",
        title=_("Signing in no longer takes a second step"),
        text=_("Your account no longer asks for a code of your authenticator app."),
        url="/konto/sicherheit/",
    )


@transaction.atomic
def renew_recovery_codes(person: User, *, by: User) -> list[str]:
    """Ten new codes; the old ones are worth nothing. Shown once, so they are only ever returned here. Empty without app."""
    require(can_edit_profile(by, person))
    User.objects.select_for_update().get(pk=person.pk)
    if not has_app(person):
        return []
    codes = _fresh_codes(person)
    audit.record("accounts.recovery_codes_renewed", by=by, of=person)
    return codes


def _fresh_codes(person: User) -> list[str]:
    Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(person).generate_codes()
    return codes
