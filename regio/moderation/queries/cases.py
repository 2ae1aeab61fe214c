"""The desk's queue: what `user` may decide, oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import FETCH_RAISE, Count, Q, QuerySet
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from regio.moderation.choices import PENDING, State
from regio.moderation.models import Case
from regio.moderation.registry import Text, kind_named, kinds
from regio.moderation.rules import held_by, visible_cases
from regio.region.models import Municipality

if TYPE_CHECKING:
    from regio.accounts.models import User

ROWS = 30
TAGS = {State.OPEN: "", State.ASKED: "info", State.PROPOSED: "warn", State.DECIDED: "ok", State.WITHDRAWN: ""}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the desk is asked for. `state`: "" for all that wait, else one state; `place`: slug; `after`: cursor."""

    kind: str = ""
    state: str = ""
    place: str = ""
    mine: bool = False
    after: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the queue."""

    id: UUID
    label: str
    kind: Text
    state: str
    tag: str  # kind of badge
    age: str  # "3 days"
    place: str
    taken_by: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of it; `next` is the cursor of the page after it, empty at the end."""

    rows: list[Row]
    next: str


def cases_for(user: "User") -> QuerySet[Case]:
    """What `user` may see on the desk."""
    related = ("municipality", "taken_by", "proposed_by", "decided_by", "opened_by", "appeal_of__decided_by")
    return Case.objects.filter(visible_cases(user)).select_related(*related)


def queue(user: "User", wanted: Wanted) -> Queue:
    """The cases `user` may decide, oldest first; closed ones newest first."""
    is_closed = wanted.state in (State.DECIDED, State.WITHDRAWN)
    found = Case.objects.filter(visible_cases(user), _condition(user, wanted)).select_related(
        "municipality", "taken_by"
    )
    found = found.order_by("-opened_at", "-pk") if is_closed else found.order_by("opened_at", "pk")
    if cursor := _cursor(wanted.after):
        at, pk = cursor
        after = (
            Q(opened_at__lt=at) | Q(opened_at=at, pk__lt=pk)
            if is_closed
            else Q(opened_at__gt=at) | Q(opened_at=at, pk__gt=pk)
        )
        found = found.filter(after)
    rows = list(found.defer("statement", "reasons", "data").fetch_mode(FETCH_RAISE)[: ROWS + 1])
    last = rows[ROWS - 1] if len(rows) > ROWS else None
    return Queue([_row(case, user) for case in rows[:ROWS]], f"{last.opened_at.isoformat()}_{last.pk}" if last else "")


def _condition(user: "User", wanted: Wanted) -> Q:
    found = Q(state=wanted.state) if wanted.state in State else Q(state__in=PENDING)
    if wanted.kind:
        found &= Q(kind=wanted.kind)
    if wanted.place:
        found &= Q(municipality__slug=wanted.place)
    return found & Q(taken_by=user) if wanted.mine else found


def _cursor(text: str) -> tuple[datetime, UUID] | None:
    at, _line, pk = text.partition("_")
    try:
        found = datetime.fromisoformat(at)
        return (found, UUID(pk)) if found.tzinfo else None
    except ValueError:
        return None


def _row(case: Case, user: "User") -> Row:
    kind = kind_named(case.kind)
    return Row(
        id=case.pk,
        label=case.label,
        kind=kind.label if kind else case.kind,
        state=str(State(case.state).label),
        tag=TAGS[State(case.state)],
        age=timesince(case.opened_at, depth=1),
        place=case.municipality.name if case.municipality else _("County"),
        taken_by=case.taken_by.name if case.taken_by else "",
        is_mine=case.taken_by_id == user.pk,
    )


def kinds_for(user: "User") -> list[tuple[str, Text, int]]:
    """Kinds that wait for `user` now: name, words, how many."""
    waiting = Case.objects.filter(visible_cases(user), state__in=PENDING)
    counts: dict[str, int] = dict(waiting.values_list("kind").annotate(n=Count("pk")))
    return [(kind.name, kind.label, counts[kind.name]) for kind in kinds() if kind.name in counts]


def places_for(user: "User") -> Sequence[Municipality]:
    """Gemeinden in which cases wait for `user`."""
    waiting = Case.objects.filter(visible_cases(user), state__in=PENDING)
    return list(Municipality.objects.filter(pk__in=waiting.values("municipality")).only("name", "slug").by_name())


def waiting_for(user: "User") -> int:
    """How many open cases `user` could decide now; what waits for an answer does not count."""
    return Case.objects.filter(visible_cases(user), state__in=(State.OPEN, State.PROPOSED)).count()


def kinds_decided_by(user: "User") -> list[tuple[str, Text]]:
    """Kinds whose duty `user` holds anywhere."""
    held = {duty for duty, _place in held_by(user)}
    return [(kind.name, kind.label) for kind in kinds() if kind.duty in held]
