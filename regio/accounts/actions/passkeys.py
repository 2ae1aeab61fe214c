"""Passkeys: added, named, removed. A person always keeps the code by e-mail, so the last way in cannot be removed."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regio.accounts.errors import TooManyPasskeys
from regio.accounts.models import User
from regio.accounts.rules import can_edit_profile
from regio.audit import actions as audit
from regio.core.permissions import require
from regio.notifications.actions import tell

MOST = 20


@transaction.atomic
def add_passkey(person: User, *, name: str, credential: dict[str, Any], by: User) -> Authenticator:
    """Store a passkey whose proof the form has checked. Told by mail. Raises TooManyPasskeys."""
    require(can_edit_profile(by, person))
    User.objects.select_for_update().get(pk=person.pk)
    if Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).count() >= MOST:
        raise TooManyPasskeys
    row: Authenticator = WebAuthn.add(person, name, credential).instance
    audit.record("accounts.passkey_added", by=by, of=person)
    tell(
        person,
        kind="accounts.security",
        title=_("A new passkey for your account"),
        text=_("A passkey was added. Whoever has that device and can unlock it can sign in to your account."),
        url="/konto/sicherheit/",
    )
    return row


@transaction.atomic
def rename_passkey(row: Authenticator, *, name: str, by: User) -> None:
    """Another name for a passkey of one's own."""
    require(can_edit_profile(by, row.user))
    row.wrap().name = name
    row.save(update_fields=["data"])


@transaction.atomic
def remove_passkey(row: Authenticator, *, by: User) -> None:
    """This passkey signs in nobody any more. Told by mail."""
    person = row.user
    require(can_edit_profile(by, person))
    row.delete()
    audit.record("accounts.passkey_removed", by=by, of=person)
    tell(
        person,
        kind="accounts.security",
        title=_("A passkey was removed"),
        text=_("One of the passkeys of your account was removed. It signs in nobody any more."),
        url="/konto/sicherheit/",
    )
