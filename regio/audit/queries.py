"""The trail as its readers see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import FETCH_RAISE, Q, QuerySet

from regio.audit.models import Entry
from regio.audit.registry import label_of

if TYPE_CHECKING:
    from regio.accounts.models import User

PAGE = 50
MOST_EXPORTED = 100_000
PERSON = "accounts.user"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked of the trail. `person`: name or address, whole; `record`: "organisations.organisation:12"."""

    person: str = ""
    deed: str = ""
    record: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def fields(self) -> list[str]:
        """Which of them were used; the words themselves are kept nowhere."""
        return [name for name in ("person", "deed", "record", "since", "until") if getattr(self, name)]


@dataclass(frozen=True, slots=True)
class Line:
    """One deed as people read it."""

    pk: int
    at: datetime
    by: str
    label: str
    deed: str
    record: str
    about: str  # name, when the record is a person
    data: str


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the trail; `after` is the key of the next one, 0 when there is none."""

    lines: list[Line]
    after: int


def trail(wish: Wish, *, after: int = 0) -> Found:
    """Newest first; `after`: the last key of the page before."""
    rows = list(_asked(wish, after)[: PAGE + 1])
    return Found(_lines(rows[:PAGE]), rows[PAGE - 1].pk if len(rows) > PAGE else 0)


def whole_trail(wish: Wish) -> Iterator[Line]:
    """For the table file, at most MOST_EXPORTED lines."""
    after = 0
    for _page in range(MOST_EXPORTED // PAGE):
        found = trail(wish, after=after)
        yield from found.lines
        if not found.after:
            return
        after = found.after


def _asked(wish: Wish, after: int) -> QuerySet[Entry]:
    found = Entry.objects.select_related("by").order_by("-pk").fetch_mode(FETCH_RAISE)
    if wish.person:
        found = found.filter(_of_person(wish.person))
    if wish.deed:
        found = found.filter(deed=wish.deed)
    if wish.record:
        kind, _colon, key = wish.record.partition(":")
        found = found.filter(kind=kind, key=key) if key else found.filter(kind=kind)
    if wish.since:
        found = found.filter(at__date__gte=wish.since)
    if wish.until:
        found = found.filter(at__date__lte=wish.until)
    return found.filter(pk__lt=after) if after else found


def _of_person(text: str) -> Q:
    """What this person did, and what was done to them."""
    people = get_user_model().objects.filter(Q(email=text.strip().lower()) | Q(name__iexact=text.strip()))
    keys = list(people.values_list("pk", flat=True)[:100])
    return Q(by__in=keys) | Q(kind=PERSON, key__in=[str(key) for key in keys]) | Q(data__person__in=keys)


def _lines(rows: list[Entry]) -> list[Line]:
    keys = {int(row.key) for row in rows if row.kind == PERSON and row.key.isdigit()}
    keys |= {row.data["person"] for row in rows if isinstance(row.data.get("person"), int)}
    names = dict(get_user_model().objects.filter(pk__in=keys).values_list("pk", "name"))
    return [_line(row, names) for row in rows]


def _line(row: Entry, names: dict[Any, Any]) -> Line:
    subject = int(row.key) if row.kind == PERSON and row.key.isdigit() else row.data.get("person")
    about = str(names.get(subject, ""))
    data = ", ".join(f"{name}: {_plain(value)}" for name, value in row.data.items() if value not in (None, "", []))
    by = str(row.by) if row.by else ""
    return Line(row.pk, row.at, by, label_of(row.deed), row.deed, f"{row.kind}:{row.key}", about, data)


def _plain(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def parts_about(person: "User") -> list[dict[str, object]]:
    """For the export: what the person did, and what was done to their account."""
    rows = Entry.objects.filter(Q(by=person) | Q(kind=PERSON, key=str(person.pk))).order_by("pk")
    return [
        {"at": row.at.isoformat(), "deed": row.deed, "record": f"{row.kind}:{row.key}", "by_me": row.by_id == person.pk}
        for row in rows.iterator()
    ]
