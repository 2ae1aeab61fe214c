"""What higher rooms put in: kinds of cases, things that can be reported, and whose records are whose."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from regio.moderation.models import Case
from regio.region.registry import register_four_eyes

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from regio.accounts.models import User

type Text = str | Promise
type Visitor = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way a case can end. `needs_ground`: it also names a law or a term (DSA Art. 17)."""

    label: Text
    needs_reasons: bool = True
    needs_ground: bool = False


@dataclass(frozen=True, slots=True)
class NextStep:
    """What whoever opened a case can do now that it is decided: a sentence, the words of the button, its address."""

    text: Text
    label: Text
    url: str


@dataclass(frozen=True, slots=True)
class CaseKind:
    """How cases of one kind are decided.

    `duty`: who decides (region.choices.Duty). `carry_out(case, outcome, by)` runs in the transaction of the decision, and
    again with another outcome when an appeal changes it: it must be able to come from any outcome to any other.
    `panel` is a Jinja2 template shown on the case page with `case` and `details` (the result of `details(case)`).
    `parties`: further people who are told the decision; the opener always is. `offers`: outcomes that this one case can
    have, where not all of them do. `templates`: texts for reasons the desk starts with, name → text. `next_step`: what the
    opener can do after this decision.
    """

    name: str
    label: Text
    duty: str
    outcomes: Mapping[str, Outcome]
    carry_out: Callable[[Case, str, "User"], None]
    panel: str = ""
    details: Callable[[Case], object] = lambda case: None
    parties: Callable[[Case], Iterable["User"]] = lambda case: ()
    templates: Mapping[str, Text] = field(default_factory=dict)
    can_be_appealed: bool = False
    offers: Callable[[Case], Mapping[str, Outcome]] | None = None
    next_step: Callable[[Case], NextStep | None] = lambda case: None


@dataclass(frozen=True, slots=True)
class Subject:
    """What is reported, as the reporter sees it. `text` is kept with the case; `is_private`: not everybody could see it."""

    label: str
    url: str
    municipality_id: int | None = None
    text: str = ""
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of thing that can be reported. `key` names one of them.

    `find(user, key)`: None when it does not exist for `user`. `hide` takes it out of every view and keeps it, `restore`
    brings it back; both run in the transaction of the decision and are safe to run twice. `people(key)`: authors and owners,
    who are told and may appeal. `restrict`: a milder measure, where there is one; `restore` ends it. `purge` deletes hidden
    content for good once nobody can appeal any more.
    """

    kind: str
    label: Text
    find: Callable[[Visitor, str], Subject | None]
    hide: Callable[[str, "User"], None]
    restore: Callable[[str, "User"], None]
    people: Callable[[str], Iterable["User"]]
    restrict: Callable[[str, "User"], None] | None = None
    purge: Callable[[str], None] | None = None


_kinds: dict[str, CaseKind] = {}
_targets: dict[str, Target] = {}
_owned: dict[str, Callable[["User"], Iterable[str]]] = {}


def register(kind: CaseKind) -> None:
    """Called in apps.ready() of the room that owns the kind."""
    _kinds[kind.name] = kind
    register_four_eyes(kind.name, kind.label)


def register_target(target: Target) -> None:
    """Called in apps.ready() of the room that owns what can be reported."""
    _targets[target.kind] = target


def register_owned(about_kind: str, keys_of: Callable[["User"], Iterable[str]]) -> None:
    """`keys_of(user)`: keys of the records of this kind that are the person's own; cases about them they never see here."""
    _owned[about_kind] = keys_of


def kind_of(case: Case) -> CaseKind:
    """The kind of `case`. Raises KeyError for one nobody registered."""
    return _kinds[case.kind]


def kinds() -> list[CaseKind]:
    """All kinds, in the order of their registration."""
    return list(_kinds.values())


def kind_named(name: str) -> CaseKind | None:
    """None for one nobody registered."""
    return _kinds.get(name)


def target_named(kind: str) -> Target | None:
    """None for one nobody registered."""
    return _targets.get(kind)


def targets() -> list[Target]:
    """Everything that can be reported."""
    return list(_targets.values())


def owned_by(user: "User") -> dict[str, list[str]]:
    """Kind of record → keys of those that are the person's own."""
    return {about_kind: list(keys_of(user)) for about_kind, keys_of in _owned.items()}


def next_step_of(case: Case) -> NextStep | None:
    """What its opener can do now; None while it is open and where there is nothing to do."""
    kind = _kinds.get(case.kind)
    return kind.next_step(case) if kind and case.decided_at else None


def outcomes_of(case: Case) -> Mapping[str, Outcome]:
    """How this case can end."""
    kind = kind_of(case)
    return kind.offers(case) if kind.offers else kind.outcomes
