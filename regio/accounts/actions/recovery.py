"""Mailbox and device lost: the desk looks who it is, the old address may object, then the new one gets the account."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regio.accounts.actions.address import store_address
from regio.accounts.actions.devices import end_sessions
from regio.accounts.errors import NeedsTechnical, RecoveryIsOver
from regio.accounts.models import Recovery, User
from regio.accounts.queries import is_address_taken, open_recovery
from regio.accounts.rules import can_accept_recovery
from regio.audit import actions as audit
from regio.core.permissions import require
from regio.core.time import now
from regio.moderation.actions import open_case
from regio.moderation.models import Case
from regio.notifications.actions import tell_address

KIND = "accounts.recovery"
ACCEPTED = "accepted"
SIGNER = Signer(salt="regio.accounts.recovery")


@transaction.atomic
def ask_for_recovery(*, name: str, old: str, new: str, reach: str) -> Case | None:
    """Somebody says that an account is theirs. Nobody learns here whether there is one; both addresses get a mail."""
    tell_address(
        new,
        title=_("We have your request"),
        text=_(
            "If there is an account as you say, the desk gets in touch with you. Please have an identity document ready."
        ),
    )
    person = User.objects.filter(email__iexact=old, is_active=True).first()
    if person is None or is_address_taken(new, but=person):
        return None
    case = open_case(
        KIND,
        by=None,
        about=(User._meta.label_lower, str(person.pk)),
        label=person.name,
        municipality=None,
        statement=reach,
        data={"new": new, "said_name": name},
        email=new,
        name=name,
    )
    tell_address(
        person.email,
        title=_("Somebody asks for access to your account"),
        text=_(
            "Somebody told the desk that this account is theirs and that they can no longer read your e-mail. "
            "Nothing happens before the desk has checked an identity document. If it was not you, please tell the desk."
        ),
        url=reverse("portal:help"),
        language=person.language or "de",
    )
    return case


def carry_out(case: Case, outcome: str, by: User) -> None:
    """In the transaction of the decision. Accepting starts the time in which the old address can stop it."""
    person = User.objects.select_for_update().get(pk=case.about_key)
    require(by.pk != person.pk)
    if not can_accept_recovery(by, person):
        raise NeedsTechnical
    Recovery.objects.filter(person=person, used_at=None, stopped_at=None).update(stopped_at=now())
    if outcome != ACCEPTED:
        return
    row = Recovery.objects.create(person=person, email=str(case.data["new"]))
    audit.record("accounts.recovery_accepted", by=by, of=person)
    token = SIGNER.sign(str(row.pk))
    tell_address(
        row.email,
        title=_("Your way back into your account"),
        text=_(
            "The desk has accepted your request. From tomorrow at this time this link works once, for 24 hours. "
            "Until then the former address can object."
        ),
        url=reverse("accounts:recovery", args=[token]),
        language=person.language or "de",
    )
    tell_address(
        person.email,
        title=_("Your account is about to get another e-mail address"),
        text=_(
            "The desk has accepted that your account gets another e-mail address, for somebody who showed an identity "
            "document. If it was not you, stop it with this link within 24 hours."
        ),
        url=reverse("accounts:recovery_stop", args=[SIGNER.sign(f"stop:{row.pk}")]),
        language=person.language or "de",
    )


@transaction.atomic
def recover(token: str) -> User:
    """The new address gets the account: no second step, no password, no passkey, nobody signed in. Raises RecoveryIsOver."""
    row = recovery_of(token)
    if row is None or not _claim(row, used_at=now()):
        raise RecoveryIsOver
    person = User.objects.select_for_update().get(pk=row.person_id)
    store_address(person, row.email)
    Authenticator.objects.filter(user=person).delete()
    person.set_unusable_password()
    person.save(update_fields=["password"])
    audit.record("accounts.recovered", by=None, of=person)
    end_sessions(person, by=None)
    return person


@transaction.atomic
def stop_recovery(token: str) -> None:
    """The old address objects. Raises RecoveryIsOver."""
    row = recovery_to_stop(token)
    if row is None or not _claim(row, stopped_at=now()):
        raise RecoveryIsOver
    audit.record("accounts.recovery_stopped", by=None, of=row.person)


def recovery_of(token: str) -> Recovery | None:
    """The recovery a link speaks of, while the link works: after the waiting time, for a day."""
    row = _row(token)
    begins = row.accepted_at + timedelta(days=1) if row else now()
    return row if row and begins <= now() < begins + timedelta(days=1) else None


def recovery_to_stop(token: str) -> Recovery | None:
    """The recovery the old address may still stop."""
    try:
        word, _colon, key = SIGNER.unsign(token).partition(":")
    except BadSignature:
        return None
    return open_recovery(key) if word == "stop" else None


def _row(token: str) -> Recovery | None:
    try:
        key = SIGNER.unsign(token)
    except BadSignature:
        return None
    return None if ":" in key else open_recovery(key)


def _claim(row: Recovery, **values: object) -> bool:
    """One of the two links counts, and once."""
    return Recovery.objects.filter(pk=row.pk, used_at=None, stopped_at=None).update(**values) == 1
