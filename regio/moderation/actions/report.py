"""Anybody reports something; whoever reports the same thing joins the open case (DSA Art. 16)."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from regio.audit.actions import record
from regio.core.text import many_lines
from regio.core.time import now
from regio.moderation.actions.case import add_party, open_case
from regio.moderation.actions.telling import tell_desk, tell_party
from regio.moderation.choices import PENDING, REPORT, Measure, Side
from regio.moderation.emails import receipt_text
from regio.moderation.errors import EmptyText, NothingThere
from regio.moderation.models import Case, Party
from regio.moderation.registry import CaseKind, Outcome, Subject, Target, target_named
from regio.moderation.rules import APPEAL_TIME, LONGEST
from regio.region.choices import Duty
from regio.region.models import Municipality

if TYPE_CHECKING:
    from regio.accounts.models import User


@transaction.atomic
def report(
    what: tuple[str, str], *, by: "User | None", reason: str, statement: str, email: str = "", name: str = ""
) -> Party:
    """Report the thing `what` (kind, key) as somebody who can see it. Receipt at once; authors learn the decision later.

    `by` None: without account; `email` and `name` as they like. Saying it twice adds to what was said.
    """
    target = target_named(what[0])
    subject = target.find(by or AnonymousUser(), what[1]) if target else None
    if target is None or subject is None:
        raise NothingThere
    if not (statement := many_lines(statement)[:LONGEST]):
        raise EmptyText
    case, is_new = _open_report(what, subject, by=by, statement=statement, email=email, name=name)
    party = _reporter(case, by=by, email=email, name=name, reason=reason, statement=statement)
    if is_new:
        _add_authors(case, target, key=what[1])
        tell_desk(case)
    else:
        record("moderation.report_joined", by=by, of=case)
    receipt = lazy(receipt_text, str)(case)
    tell_party(party, case=case, kind="moderation.received", title=_("Your report has arrived"), text=receipt)
    return party


def _open_report(
    what: tuple[str, str], subject: Subject, *, by: "User | None", statement: str, email: str, name: str
) -> tuple[Case, bool]:
    """The open case about `what`, locked; one more constraint than `open_case` knows decides who of two is first."""
    open_now = Case.objects.select_for_update(of=("self",)).filter(
        kind=REPORT, about_kind=what[0], about_key=what[1], state__in=PENDING
    )
    if found := open_now.first():
        return found, False
    place = Municipality.objects.filter(pk=subject.municipality_id).first() if subject.municipality_id else None
    kept = {"text": subject.text[:20_000], "is_private": subject.is_private}
    about: dict[str, Any] = {
        "about": what,
        "label": subject.label,
        "url": subject.url,
        "municipality": place,
        "data": kept,
    }
    try:
        with transaction.atomic():
            return open_case(REPORT, by=by, statement=statement, email=email, name=name, **about), True
    except IntegrityError:
        return open_now.get(), False


def _reporter(case: Case, *, by: "User | None", email: str, name: str, reason: str, statement: str) -> Party:
    first = case.parties.filter(side=Side.OPENER, reason="", withdrawn_at=None)
    is_first = case.parties.count() == 1 and first.exists()
    party = first.get() if is_first else add_party(case, person=by, email=email, name=name)
    if party.statement and party.statement != statement:
        statement = f"{party.statement}\n\n{statement}"[: LONGEST * 2]
    party.statement, party.reason, party.withdrawn_at = statement, reason, None
    party.save(update_fields=["statement", "reason", "withdrawn_at"])
    return party


def _add_authors(case: Case, target: Target, *, key: str) -> None:
    for person in target.people(key):
        add_party(case, person=person, side=Side.AUTHOR)


def carry_out(case: Case, outcome: str, by: "User") -> None:
    """Bring the content into the state `outcome` names, from whatever state an earlier decision left it in."""
    target = target_named(case.about_kind)
    done = case.data.get("done", "")
    if target is None:
        return
    if outcome == Measure.HIDE:
        target.hide(case.about_key, by)
        _note(case, done=Measure.HIDE)
        return
    if done:
        target.restore(case.about_key, by)
    if outcome == Measure.RESTRICT and target.restrict:
        target.restrict(case.about_key, by)
    _note(case, done=Measure.RESTRICT if outcome == Measure.RESTRICT else "")


def _note(case: Case, *, done: str) -> None:
    """Hidden content is kept until nobody can appeal any more."""
    case.data = {**case.data, "done": str(done)}
    case.keep_until = now() + APPEAL_TIME if done == Measure.HIDE else None
    case.save(update_fields=["data", "keep_until"])


@transaction.atomic
def purge_hidden() -> int:
    """Delete for good what was taken down when nobody can appeal any more (FIELD acceptance 15). Returns how many."""
    due = Case.objects.select_for_update(of=("self",)).filter(keep_until__lte=now())
    found = list(due.exclude(appeals__state__in=PENDING).order_by("pk")[:200])
    for case in found:
        target = target_named(case.about_kind)
        if target and target.purge:
            target.purge(case.about_key)
        case.keep_until, case.data = None, {"done": "purged"}
        case.save(update_fields=["keep_until", "data"])
        record("moderation.content_purged", by=None, of=case)
    return len(found)


def offers(case: Case) -> dict[str, Outcome]:
    """The measures that make sense for what was reported."""
    target = target_named(case.about_kind)
    return {
        word: outcome for word, outcome in OUTCOMES.items() if word != Measure.RESTRICT or (target and target.restrict)
    }


OUTCOMES: dict[str, Outcome] = {
    Measure.HIDE: Outcome(Measure.HIDE.label, needs_ground=True),
    Measure.RESTRICT: Outcome(Measure.RESTRICT.label, needs_ground=True),
    Measure.WARN: Outcome(Measure.WARN.label, needs_ground=True),
    Measure.NONE: Outcome(Measure.NONE.label),
}
TEMPLATES = {
    "fine": _("What was reported breaks neither a law nor the terms of use. So it stays."),
    "wrong": _("As far as we could find out, what stands there is not true. The terms of use ask for true facts."),
    "insult": _("The words put somebody down. The terms of use do not allow that."),
    "privacy": _("This tells private matters of somebody who did not agree to it."),
    "fraud": _("Much speaks for it that people are to be tricked out of their money here."),
}
KIND = CaseKind(
    name=REPORT,
    label=_("Report"),
    duty=Duty.MODERATOR,
    outcomes=OUTCOMES,
    carry_out=carry_out,
    panel="moderation/_report.html",
    templates=TEMPLATES,
    can_be_appealed=True,
    offers=offers,
)
