"""One case as the desk sees it."""

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timesince import timesince
from django.utils.timezone import localtime

from regio.files.choices import Purpose
from regio.files.queries.shown import Shown, files_of
from regio.moderation.choices import PENDING, Side, State
from regio.moderation.documents import filled
from regio.moderation.models import Case, Party, ReasonTemplate, Remark
from regio.moderation.queries.cases import TAGS
from regio.moderation.queries.words import outcome_label
from regio.moderation.registry import CaseKind, Text, kind_named, kind_of, outcomes_of
from regio.moderation.rules import can_decide, can_see_private, has_seen_before, needs_second, visible_cases
from regio.region.queries import county

if TYPE_CHECKING:
    from regio.accounts.models import User

FILES = "moderation.case"


@dataclass(frozen=True, slots=True)
class Before:
    """A case about the same record, decided or not."""

    case: Case
    kind: Text
    outcome: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the page of a case."""

    case: Case
    kind: CaseKind
    state: str
    tag: str
    age: str
    details: object
    reporters: list[Party]
    remarks: list[Remark]
    history: list[Before]
    files: list[Shown]  # empty while `is_locked`
    file_count: int
    snapshot: str
    has_private: bool
    is_private_open: bool
    is_pending: bool
    is_taken_by_other: bool
    may_decide: bool
    seen_before: bool
    needs_second: bool
    outcome: str


def sheet(case: Case, user: "User") -> Sheet:
    """The page of `case` for `user`, who may see it."""
    kind = kind_of(case)
    is_open = can_see_private(user, case)
    shown = files_of((FILES, str((case.appeal_of or case).pk)), purpose=Purpose.EVIDENCE)
    shown += files_of((FILES, str(case.pk)), purpose=Purpose.EVIDENCE) if case.appeal_of else []
    kept = (case.appeal_of or case).data
    is_private_text = bool(kept.get("is_private"))
    return Sheet(
        case=case,
        kind=kind,
        state=str(State(case.state).label),
        tag=TAGS[State(case.state)],
        age=timesince(case.opened_at, depth=1),
        details=kind.details(case),
        reporters=_reporters(case),
        remarks=list(case.remarks.select_related("by").order_by("at", "pk")),
        history=history(case, user),
        files=shown if is_open else [],
        file_count=len(shown),
        snapshot=str(kept.get("text", "")) if is_open or not is_private_text else "",
        has_private=bool(shown) or (is_private_text and bool(kept.get("text"))),
        is_private_open=is_open,
        is_pending=case.state in PENDING,
        is_taken_by_other=case.taken_by_id not in (None, user.pk),
        may_decide=can_decide(user, case),
        seen_before=has_seen_before(user, case),
        needs_second=needs_second(case),
        outcome=outcome_label(case) if case.outcome else "",
    )


def _reporters(case: Case) -> list[Party]:
    """Who opened it or joined it; of an appeal, who appeals."""
    return list(case.parties.filter(side=Side.OPENER).select_related("person").order_by("pk"))


def history(case: Case, user: "User") -> list[Before]:
    """Other cases about the same record that `user` may see; to an appeal belong the case before and its other appeals."""
    first = case.appeal_of or case
    same = Q(about_kind=first.about_kind, about_key=first.about_key) | Q(appeal_of=first)
    found = (
        Case.objects.filter(same, visible_cases(user))
        .exclude(pk=case.pk)
        .select_related("appeal_of")
        .order_by("-opened_at")[:10]
    )
    return [_before(one) for one in found]


def _before(case: Case) -> Before:
    kind = kind_named(case.kind)
    return Before(case, kind.label if kind else case.kind, outcome_label(case) if case.decided_at else "")


def proposal(case: Case, *, outcome: str, reasons: str, ground: str) -> Case:
    """`case` as it would be decided, unsaved: for the preview of what both sides will read."""
    found = copy(case)
    found.outcome, found.reasons, found.ground = outcome, reasons, ground
    return found


def sides_of(case: Case) -> list[str]:
    """Sides that will be told, in their order."""
    first = case.appeal_of or case
    return sorted(set(first.parties.filter(withdrawn_at=None).values_list("side", flat=True)), reverse=True)


def texts_for(case: Case) -> list[tuple[str, str, str]]:
    """Texts of reasons for this case: key, name, text with its placeholders filled."""
    kind = kind_of(case)
    own = [(f"r:{name}", Truncator(str(text)).words(9), str(text)) for name, text in kind.templates.items()]
    kept = ReasonTemplate.objects.filter(kind__in=("", case.kind)).order_by("name")
    region = county()
    values = {
        "label": case.label,
        "region": region.name if region else "",
        "opened": date_format(localtime(case.opened_at)),
    }
    every = own + [(f"t:{one.pk}", one.name, one.text) for one in kept]
    return [(key, name, filled(text, values)) for key, name, text in every]


def needs_ground(case: Case) -> bool:
    """True when any of its outcomes names a law or a term."""
    return any(outcome.needs_ground for outcome in outcomes_of(case).values())
