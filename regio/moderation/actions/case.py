"""A case begins, is taken, given back, withdrawn."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.translation import get_language

from regio.audit.actions import record
from regio.core.permissions import require
from regio.core.text import many_lines, one_line
from regio.core.time import now
from regio.moderation.actions.telling import tell_desk
from regio.moderation.choices import PENDING, REPORT, Side, State
from regio.moderation.errors import CaseClosed, TakenByAnother
from regio.moderation.models import Case, Party
from regio.moderation.registry import kind_named
from regio.moderation.rules import LONGEST, can_decide, can_withdraw, is_on_duty
from regio.region.models import Municipality

if TYPE_CHECKING:
    from regio.accounts.models import User


class Further(TypedDict, total=False):
    """What else may be said of a new case. `email` and `name` instead of `by`: somebody without account."""

    url: str
    municipality: Municipality | None  # empty: for the county
    statement: str
    data: Mapping[str, Any] | None  # what the kind keeps with it
    email: str
    name: str
    appeal_of: Case | None
    silent: bool  # decided in the same breath: nobody hears that it waits


@transaction.atomic
def open_case(
    kind: str,
    *,
    by: "User | None",
    about: tuple[str, str],
    label: str,
    **more: Unpack[Further],
) -> Case:
    """Put something before the owner's people. The caller has asked its own rule.

    `about`: kind and key of the record ("organisations.organisation", "12"). While a case of this kind about the same
    record by the same opener is open, that one is the answer and nothing is written.
    """
    assert kind_named(kind), kind
    email = more.get("email", "")
    who: dict[str, Any] = {"kind": kind, "about_kind": about[0], "about_key": about[1]}
    who |= {"opened_by": by, "opened_email": "" if by else email.lower()}
    texts = {"label": one_line(label)[:200], "url": more.get("url", "")}
    texts["statement"] = many_lines(more.get("statement", ""))[:LONGEST]
    kept = {"data": dict(more.get("data") or {}), "municipality": more.get("municipality")}
    try:
        with transaction.atomic():
            case = Case.objects.create(**who, **texts, **kept, appeal_of=more.get("appeal_of"))
    except IntegrityError:
        if found := Case.objects.filter(**who, state__in=PENDING).first():
            return found
        raise
    name = more.get("name", "")
    add_party(case, person=by, email=who["opened_email"], name=name, statement=texts["statement"])
    record("moderation.case_opened", by=by, of=case, kind=kind)
    if kind != REPORT and not more.get("silent"):  # of a report the authors are not known yet
        tell_desk(case)
    return case


def add_party(
    case: Case, *, person: "User | None", email: str = "", name: str = "", side: str = Side.OPENER, **more: Any
) -> Party:
    """Somebody is concerned; adding them twice changes nothing. Part of an action, not one of its own."""
    language = (person.language if person else "") or get_language() or "de"
    values = {"name": "" if person else one_line(name)[:80], "language": language[:5], **more}
    if person:
        return Party.objects.get_or_create(case=case, person=person, side=side, defaults=values)[0]
    if email:
        return Party.objects.get_or_create(
            case=case, person=None, email=email.lower(), defaults=values | {"side": side}
        )[0]
    return Party.objects.create(case=case, side=side, **values)


def locked(case: Case) -> Case:
    """The row of `case` as it is now, nobody else's until the transaction ends. Raises CaseClosed when it has ended."""
    found = Case.objects.select_for_update(of=("self",)).select_related("appeal_of", "opened_by").get(pk=case.pk)
    if found.state not in PENDING:
        raise CaseClosed
    return found


@transaction.atomic
def take(case: Case, *, by: "User", over: bool = False) -> Case:
    """Work on `case` alone; `over`: instead of the colleague who has it, who may be away. Audited."""
    require(can_decide(by, case))
    case = locked(case)
    holder = case.taken_by
    if holder == by:
        return case
    if holder and not over and is_on_duty(holder, case):
        raise TakenByAnother
    case.taken_by = by
    case.save(update_fields=["taken_by"])
    record("moderation.case_taken", by=by, of=case, over=holder is not None)
    return case


@transaction.atomic
def give_back(case: Case, *, by: "User") -> Case:
    """Let the colleagues have it again. Nothing happens when somebody else has it."""
    require(can_decide(by, case))
    case = locked(case)
    if case.taken_by_id == by.pk:
        case.taken_by = None
        case.save(update_fields=["taken_by"])
        record("moderation.case_given_back", by=by, of=case)
    return case


@transaction.atomic
def withdraw(case: Case, *, by: "User | None", party: Party | None = None) -> Case:
    """The opener takes it back. A report that others joined goes on without them. `party`: who has no account."""
    mine = party or Party.objects.filter(case=case, person=by, side=Side.OPENER).first()
    require(mine is not None and mine.case_id == case.pk)
    case = locked(case)
    assert mine
    mine.refresh_from_db()
    require(can_withdraw(mine))
    mine.withdrawn_at = now()
    mine.save(update_fields=["withdrawn_at"])
    if not Party.objects.filter(case=case, side=Side.OPENER, withdrawn_at=None).exists():
        case.state = State.WITHDRAWN
        case.save(update_fields=["state"])
    record("moderation.case_withdrawn", by=by, of=case, goes_on=case.state != State.WITHDRAWN)
    return case


def rename_subject(about: tuple[str, str], *, label: str) -> None:
    """Part of another action: what cases are `about` (kind, key) has lost its name and its page."""
    Case.objects.filter(about_kind=about[0], about_key=about[1]).update(label=label, url="")
