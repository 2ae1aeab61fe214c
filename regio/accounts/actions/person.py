"""A person: made, changed, locked. Signing in itself is allauth's work."""

from collections.abc import Mapping
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.db import IntegrityError, transaction
from django.dispatch import receiver
from django.http import HttpRequest

from regio.accounts.errors import AddressTaken
from regio.accounts.models import User
from regio.accounts.queries import is_address_spoken_for
from regio.accounts.rules import can_deactivate, can_edit_profile
from regio.audit import actions as audit
from regio.core.permissions import require
from regio.live import cut_on_commit
from regio.live.streams import EVERY
from regio.region.models import Municipality

PROFILE = ("name", "far_name", "home", "radius_km", "language", "theme")


@transaction.atomic
def sign_up(email: str, *, name: str, home: Municipality | None = None, password: str = "", language: str = "") -> User:
    """A new person whose address is still to be proven by a code. Raises AddressTaken when two were at it at once."""
    return _create(email, name=name, home=home, password=password, language=language)


@transaction.atomic
def create_person(email: str, *, name: str, home: Municipality | None = None, password: str = "") -> User:
    """A person the platform itself vouches for (`regio init --admin`, demo county): the address counts as proven.

    Without a password they sign in by e-mail code. Raises AddressTaken.
    """
    person = _create(email, name=name, home=home, password=password)
    EmailAddress.objects.filter(user=person).update(verified=True)
    return person


@transaction.atomic
def change_profile(person: User, *, by: User | None, values: Mapping[str, Any]) -> User:
    """Store what differs of `values` (PROFILE); nothing is written when nothing does."""
    require(can_edit_profile(by, person))
    person = User.objects.select_for_update().get(pk=person.pk)
    changed = [field for field in PROFILE if field in values and getattr(person, field) != values[field]]
    if not changed:
        return person
    for field in changed:
        setattr(person, field, values[field])
    person.save(update_fields=changed)
    audit.record("accounts.profile_changed", by=by, of=person, fields=changed)
    return person


@transaction.atomic
def deactivate(person: User, *, by: User | None) -> User:
    """Lock an account: every session of it ends now, open pages hear nothing more, no way of signing in is left.

    `by` None is the platform itself. Locking twice changes nothing.
    """
    require(can_deactivate(by, person))
    person = User.objects.select_for_update().get(pk=person.pk)
    if not person.is_active:
        return person
    person.is_active = False
    person.save(update_fields=["is_active"])
    person.sessions.all().delete()
    audit.record("accounts.deactivated", by=by, of=person)
    cut_on_commit(EVERY, user_id=person.pk)
    return person


@transaction.atomic
def reactivate(person: User, *, by: User | None) -> User:
    """Unlock an account; its sign-ins stay ended. Who may lock may unlock. Unlocking twice changes nothing."""
    require(can_deactivate(by, person))
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.is_active:
        return person
    person.is_active = True
    person.save(update_fields=["is_active"])
    audit.record("accounts.reactivated", by=by, of=person)
    return person


@receiver(email_confirmed, dispatch_uid="regio.accounts")
@transaction.atomic
def address_proven(request: HttpRequest, email_address: EmailAddress, **_: Any) -> None:
    """Forget a password that was set before the address was proven, unless it is known to whoever proves it.

    Otherwise somebody could sign up with a stranger's address, wait until the stranger proves it by a sign-in code,
    and walk in with the old password (account pre-hijacking).
    """
    person = email_address.user
    methods = {record["method"] for record in get_authentication_records(request, person)}
    if "code" in methods and "password" not in methods and person.has_usable_password():
        person.set_unusable_password()
        person.save(update_fields=["password"])
        audit.record("accounts.unproven_password_forgotten", by=person, of=person)


def _create(email: str, *, name: str, home: Municipality | None, password: str, language: str = "") -> User:
    if is_address_spoken_for(email):
        raise AddressTaken
    try:
        with transaction.atomic():
            person = User.objects.create_user(email, password or None, name=name, home=home, language=language)
            EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=False)
    except IntegrityError as error:
        raise AddressTaken from error
    audit.record("accounts.person_created", by=None, of=person)
    return person
