"""What a person takes along, and leaving for good."""

from email.parser import BytesHeaderParser
from email.utils import getaddresses
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils.crypto import salted_hmac
from procrastinate.contrib.django import app

from regio.accounts.models import AddressChange, Recovery, User
from regio.accounts.rules import can_erase
from regio.audit import actions as audit
from regio.core import privacy
from regio.core.permissions import require
from regio.live import cut_on_commit
from regio.live.streams import EVERY
from regio.moderation.actions.person import forget_about

# Jobs that name an address; those that are done or failed would keep it until the nightly tidying.
_FORGET_JOBS = """
DELETE FROM procrastinate_jobs
 WHERE status <> 'doing' AND (lower(args->>'to') = ANY(%(emails)s) OR lower(args->>'email') = ANY(%(emails)s))
"""


def note_export(person: User) -> None:
    """Somebody took everything that is known about `person`: a deed that belongs into the trail."""
    audit.record("accounts.exported", by=person, of=person)


@transaction.atomic
def erase_person(person: User, *, by: User | None) -> None:
    """Delete the account and everything that speaks of its person, at once and for good (GDPR Art. 17).

    Each room erases what it keeps, from the top one to the bottom one (docs/decisions/0006-erasure.md). Sign-ins and
    open pages end. Raises what a room refuses with, such as the last person in technical operation.
    """
    require(can_erase(by, person))
    person = User.objects.select_for_update().get(pk=person.pk)
    for handler in privacy.handlers():
        handler.erase(person)
    cut_on_commit(EVERY, user_id=person.pk)
    audit.record("accounts.erased", by=None, of=person)
    person.delete()


def erase_traces(person: User) -> None:
    """What this room keeps beside the row itself: mails that wait or lie in the outbox, cases of recovery."""
    addresses = {person.email, *forget_about(User._meta.label_lower, str(person.pk))}
    addresses |= set(Recovery.objects.filter(person=person).values_list("email", flat=True))
    for old, new in AddressChange.objects.filter(person=person).values_list("old", "new"):
        addresses |= {old, new}
    with connection.cursor() as cursor:
        cursor.execute(_FORGET_JOBS, {"emails": [address.lower() for address in addresses]})
    if Path(settings.MAIL_OUTBOX).is_dir():  # an installation without mail server
        forget_mails_later.defer(digests=sorted(map(_digest, addresses)))


@app.task(name="accounts.forget_mails")
def forget_mails_later(*, digests: list[str]) -> None:
    """Twin of `forget_mails`. The job does not name the addresses it is to forget."""
    forget_mails(digests)


def forget_mails(digests: list[str]) -> int:
    """Delete the mails to some addresses from the outbox folder of an installation without mail server. Returns how many."""
    found = [file for file in sorted(Path(settings.MAIL_OUTBOX).glob("*")) if file.is_file() and _is_to(file, digests)]
    for file in found:
        file.unlink(missing_ok=True)
    return len(found)


def _is_to(file: Path, digests: list[str]) -> bool:
    with file.open("rb") as stream:
        line = str(BytesHeaderParser().parse(stream).get("To", ""))
    return any(_digest(address) in digests for _name, address in getaddresses([line]))


def _digest(email: str) -> str:
    return salted_hmac("regio.accounts.forget_mails", email.lower(), algorithm="sha256").hexdigest()
