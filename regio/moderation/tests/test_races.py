"""Many at once, in real threads against PostgreSQL."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from regio.accounts.models import User
from regio.audit.models import Entry
from regio.core.time import now
from regio.moderation.actions import decide
from regio.moderation.choices import PENDING, State
from regio.moderation.errors import CaseClosed
from regio.moderation.models import Case, Party
from regio.notifications.models import Notice

pytestmark = pytest.mark.django_db(transaction=True)
AtOnce = Callable[..., list[Any]]
Carried = list[tuple[str, str]]


def test_of_two_who_decide_at_once_one_does(
    claim: Case, carried: Carried, verifier: User, second: User, at_once: AtOnce
) -> None:
    who = (verifier, second)
    results = at_once(2, lambda n: decide(claim, outcome=("accepted", "refused")[n], reasons="Darum.", by=who[n]))
    assert sorted(type(result).__name__ for result in results) == ["Case", "CaseClosed"]
    assert len(carried) == Notice.objects.count() == 1
    assert Entry.objects.filter(deed="moderation.case_decided").count() == 1
    claim.refresh_from_db()
    assert (claim.label, claim.outcome) == carried[0]


def test_without_the_lock_both_would_decide(
    open_claim: Callable[..., Case], resident: User, verifier: User, at_once: AtOnce
) -> None:
    """What `locked` prevents: both see it open, both carry it out."""

    def naive(case: Case) -> str:
        with transaction.atomic():
            found = Case.objects.get(pk=case.pk)
            if found.state not in PENDING:
                raise CaseClosed
            found.state, found.outcome, found.decided_at = State.DECIDED, "accepted", now()
            found.save()
            return "carried out"

    for _ in range(30):
        case = open_claim(resident)
        results = at_once(2, lambda _, case=case: naive(case))
        if results == ["carried out", "carried out"]:
            return
    pytest.fail("two deciders never met")


def test_twenty_who_open_the_same_share_one_case(
    open_claim: Callable[..., Case], resident: User, at_once: AtOnce
) -> None:
    opened = at_once(20, lambda _: open_claim(resident).pk)
    assert set(opened) == {Case.objects.get().pk}
    assert Party.objects.count() == 1


def test_two_pairs_of_eyes_at_once_decide_once(
    claim: Case, carried: Carried, four_eyes: None, verifier: User, second: User, at_once: AtOnce
) -> None:
    decide(claim, outcome="accepted", reasons="Ja.", by=verifier)
    results = at_once(4, lambda n: decide(claim, outcome="accepted", reasons="Ja.", by=second))
    assert sum(isinstance(result, CaseClosed) for result in results) == 3
    assert carried == [("Hofladen", "accepted")]
