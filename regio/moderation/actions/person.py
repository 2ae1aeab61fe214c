"""Erasure: what a person wrote goes, what was decided stays without them (GDPR Art. 17)."""

from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from regio.audit.actions import record
from regio.core.text import without
from regio.core.time import now
from regio.files.actions.file import remove
from regio.files.models import File
from regio.moderation.actions.telling import page_of
from regio.moderation.choices import PENDING, Side, State
from regio.moderation.models import Case, MailWish, Party, ReasonTemplate, Remark
from regio.moderation.registry import target_named
from regio.moderation.rules import APPEAL_TIME
from regio.notifications.actions import forget_words

if TYPE_CHECKING:
    from regio.accounts.models import User

STRANGERS_KEPT = APPEAL_TIME + timedelta(days=181)  # claims about a decision end by then; after that nobody needs them


@transaction.atomic
def erase_person(person: "User") -> None:
    """Withdraw what waits, empty what the person said and showed, and take their name out of what others wrote."""
    words = words_of(person)
    _leave_cases(mine=Q(person=person), opened=Q(opened_by=person), words=words)
    MailWish.objects.filter(person=person).delete()
    Remark.objects.filter(by=person, is_from_desk=False).delete()
    for template in ReasonTemplate.objects.filter(changed_by=person):
        ReasonTemplate.objects.filter(pk=template.pk).update(text=without(template.text, words))
    for model, field in (
        (Case, "taken_by"),
        (Case, "proposed_by"),
        (Case, "decided_by"),
        (ReasonTemplate, "changed_by"),
    ):
        model._default_manager.filter(**{field: person}).update(**{field: None})


@transaction.atomic
def erase_addresses(addresses: Collection[str], *, words: Collection[str]) -> None:
    """Part of erasing a person: what came without account from `addresses` that turned out to be theirs."""
    known = [address.lower() for address in addresses]
    _leave_cases(mine=Q(email__in=known), opened=Q(opened_email__in=known), words=words)


def _leave_cases(*, mine: Q, opened: Q, words: Collection[str]) -> None:
    concerned = Case.objects.filter(Q(pk__in=Party.objects.filter(mine).values("case")) | opened)
    for case in Case.objects.select_for_update(of=("self",)).filter(pk__in=concerned.values("pk")).order_by("pk"):
        is_opener = Case.objects.filter(opened, pk=case.pk).exists()
        _leave(case, mine, is_opener=is_opener)
        _take_out(case, words)


def _leave(case: Case, mine: Q, *, is_opener: bool) -> None:
    was_author = case.parties.filter(mine, side=Side.AUTHOR).exists()
    case.parties.filter(mine).update(person=None, name="", email="", statement="", withdrawn_at=now())
    if case.state in PENDING and not case.parties.filter(side=Side.OPENER, withdrawn_at=None).exists():
        case.state, case.taken_by = State.WITHDRAWN, None
        record("moderation.case_withdrawn", by=None, of=case, goes_on=False)
    if is_opener:
        case.opened_by, case.opened_email, case.statement = None, "", ""
        case.remarks.all().delete()
        _forget_evidence(case)
    if is_opener or was_author:
        # What a kind keeps with a case may speak of the person, and so may the copy of what they wrote.
        case.data = {"done": case.data["done"]} if "done" in case.data else {}


def _take_out(case: Case, words: Collection[str]) -> None:
    """What others said in the case of the person stays without the name; so do the mails and notices about it."""
    case.label, case.statement = without(case.label, words), without(case.statement, words)
    case.reasons = without(case.reasons, words)
    case.save()
    for remark in case.remarks.all():
        remark.text = without(remark.text, words)
        remark.save(update_fields=["text"])
    for party in case.parties.exclude(statement=""):
        party.statement = without(party.statement, words)
        party.save(update_fields=["statement"])
    forget_words(words, urls=[page_of(case), reverse("moderation:case", args=[case.pk])])


def _forget_evidence(case: Case) -> None:
    """At once: what was taken off a page can be had back for a while, this cannot."""
    for file in File.objects.filter(owner_kind="moderation.case", owner_key=str(case.pk)):
        remove(file)


def words_of(person: "User") -> list[str]:
    """By what others name `person`: address, whole name and its parts."""
    return [person.email, person.name, *(part for part in person.name.split() if len(part) > 2)]


def leave_sides(person: "User") -> None:
    """Part of an action by which `person` may no longer answer for something: decided cases about it are no longer theirs."""
    for party in Party.objects.filter(person=person, side=Side.AUTHOR, withdrawn_at=None).select_related("case"):
        target = target_named(party.case.about_kind)
        if target is None or person not in target.people(party.case.about_key):
            party.withdrawn_at = now()
            party.save(update_fields=["withdrawn_at"])


@transaction.atomic
def forget_about(kind: str, key: str) -> set[str]:
    """Empty the cases about a record that is gone for good and was a person: what strangers said of it, and its name.

    Returns the addresses that were given with them.
    """
    cases = list(Case.objects.select_for_update().filter(about_kind=kind, about_key=key).order_by("pk"))
    addresses = {case.opened_email for case in cases if case.opened_email}
    for case in cases:
        if case.state in PENDING:
            case.state, case.taken_by = State.WITHDRAWN, None
            record("moderation.case_withdrawn", by=None, of=case, goes_on=False)
        case.label, case.statement, case.opened_email, case.reasons, case.data = "…", "", "", "", {}
        case.save()
        case.remarks.all().delete()
        case.parties.filter(person=None).update(name="", email="", statement="")
        _forget_evidence(case)
    return addresses


@transaction.atomic
def forget_strangers() -> int:
    """Names, addresses and words of people without account, when their closed case is over for good. Returns how many."""
    over = Q(case__decided_at__lt=now() - STRANGERS_KEPT) | Q(
        case__state=State.WITHDRAWN, case__opened_at__lt=now() - STRANGERS_KEPT
    )
    known = ~Q(email="") | ~Q(name="") | ~Q(statement="")
    found = list(Party.objects.filter(over, known, person=None).values_list("pk", "case"))
    Party.objects.filter(pk__in=[pk for pk, _case in found]).update(name="", email="", statement="")
    cases = Case.objects.filter(pk__in=[case for _pk, case in found], opened_by=None)
    cases.update(opened_email="", statement="")
    Remark.objects.filter(case__in=cases, is_from_desk=False).delete()
    return len(found)
