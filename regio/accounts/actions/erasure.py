"""What a person takes along, and leaving for good."""

from django.db import transaction

from regio.accounts.actions.mentions import digests_of, forget_jobs, forget_mentions_later, longest_of, noted_as_erased
from regio.accounts.models import User
from regio.accounts.queries import addresses_of
from regio.accounts.rules import can_erase
from regio.audit import actions as audit
from regio.core import privacy
from regio.core.permissions import require
from regio.live import cut_on_commit
from regio.live.streams import EVERY
from regio.moderation.actions.person import erase_addresses, forget_about, words_of
from regio.notifications.actions import forget_words


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


def erase_again() -> int:
    """Delete the accounts that a restored backup brought back (docs/operate.md). Returns how many."""
    done = 0
    for key, joined_at in noted_as_erased():
        person = User.objects.filter(pk=key, joined_at=joined_at).first()
        if person:
            erase_person(person, by=None)
            done += 1
    return done


def erase_traces(person: User) -> None:
    """What this room keeps beside the row itself, and what others keep under former addresses: cases, notices, mails."""
    addresses = addresses_of(person)
    claimed = forget_about(User._meta.label_lower, str(person.pk))  # by people who said the account was theirs
    words = addresses | ({person.name} if " " in person.name.strip() else set())  # "Anna" alone names many
    erase_addresses(addresses, words=[*words, *words_of(person)])
    forget_words(words)
    forget_jobs(addresses | claimed, words=words | claimed)
    forget_mentions_later.defer(
        digests=digests_of(words | claimed),
        longest=longest_of(words | claimed),
        person_id=person.pk,
        joined_at=person.joined_at.isoformat(),
    )
