"""Another e-mail address: proven by a code, told to the old one, which can take it back for a week."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regio.accounts.actions.devices import end_sessions
from regio.accounts.errors import AddressTaken, ChangeIsOver
from regio.accounts.models import AddressChange, User
from regio.accounts.queries import UNDO_DAYS, is_address_taken, open_change
from regio.accounts.rules import can_edit_profile
from regio.audit import actions as audit
from regio.core.permissions import require
from regio.core.time import now
from regio.notifications.actions import tell, tell_address

SIGNER = Signer(salt="regio.accounts.address")


@transaction.atomic
def change_address(person: User, new: str, *, by: User, session: str | None = None) -> AddressChange:
    """From now on `person` signs in with `new`. All other sign-ins end; the old address is told and can undo it.

    The caller has proven both: the person a moment ago, the new address by a code. Raises AddressTaken.
    """
    require(can_edit_profile(by, person))
    person = User.objects.select_for_update().get(pk=person.pk)
    if is_address_taken(new, but=person):
        raise AddressTaken
    change = AddressChange.objects.create(person=person, old=person.email, new=new)
    store_address(person, new)
    audit.record("accounts.address_changed", by=by, of=person)
    end_sessions(person, by=by, but=session)
    tell_address(
        change.old,
        title=_("Your account has a new e-mail address"),
        text=_(
            "The e-mail address of your account was changed. If that was you, you need not do anything. If it was not you, "
            "open this page within seven days: your account then goes back to this address, and everybody is signed out."
        ),
        url=reverse("accounts:address_undo", args=[undo_token(change)]),
        language=person.language or "de",
    )
    return change


@transaction.atomic
def undo_address_change(token: str) -> User:
    """Whoever reads the old mailbox takes the account back: old address, nobody signed in, no password, and no way in
    that was added since. Raises ChangeIsOver."""
    change = change_of(token)
    if change is None:
        raise ChangeIsOver
    person = User.objects.select_for_update().get(pk=change.person_id)
    if not AddressChange.objects.filter(pk=change.pk).exists():  # another click was faster
        raise ChangeIsOver
    Authenticator.objects.filter(user=person, created_at__gte=change.at).delete()
    AddressChange.objects.filter(person=person, at__gte=change.at).delete()
    person.set_unusable_password()
    person.save(update_fields=["password"])
    store_address(person, change.old)
    audit.record("accounts.address_restored", by=None, of=person)
    end_sessions(person, by=None)
    tell(
        person,
        kind="accounts.security",
        title=_("Your account has its former e-mail address again"),
        text=_(
            "All devices are signed out and the password is gone. Please sign in with a code and check your account."
        ),
        url=reverse("account_login"),
    )
    return person


def change_of(token: str) -> AddressChange | None:
    """The change that the link in a mail speaks of, while it can be undone."""
    try:
        return open_change(SIGNER.unsign(token))
    except BadSignature:
        return None


def undo_token(change: AddressChange) -> str:
    """Goes into the link to the old address."""
    return SIGNER.sign(str(change.pk))


def forget_address_changes() -> None:
    """Delete what can no longer be undone."""
    AddressChange.objects.filter(at__lte=now() - timedelta(days=UNDO_DAYS)).delete()


def store_address(person: User, email: str) -> None:
    """Make `email` the one proven address of `person`. Raises AddressTaken when somebody was faster by a moment."""
    try:
        with transaction.atomic():
            person.email = email
            person.save(update_fields=["email"])
            EmailAddress.objects.filter(user=person).delete()
            EmailAddress.objects.create(user=person, email=email, primary=True, verified=True)
    except IntegrityError as error:
        raise AddressTaken from error
