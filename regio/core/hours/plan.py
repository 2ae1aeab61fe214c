"""Opening hours as a form shows them: seven days, public holidays, single dates. What a form cannot show has no plan.

`plan_of(text)` reads, `text_of_plan(plan)` writes; writing what was read opens and closes at the same minutes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from regio.core.hours.grammar import rules_of
from regio.core.hours.rules import DAY, Joint, Rule, Span, State
from regio.core.hours.selectors import Bound, Holidays, Season, Weekdays
from regio.core.hours.tokens import APPOINTMENT
from regio.core.hours.words import DAYS

type Times = tuple[tuple[int, int], ...]  # minutes of the day; an end at or before its start lies after midnight
_SUNDAY, _HOLIDAY = 6, 7
_EVERY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class DayPlan:
    """Times of one day; `by_appointment`: otherwise somebody comes when asked."""

    times: Times = ()
    by_appointment: bool = False

    @property
    def is_closed(self) -> bool:
        return not (self.times or self.by_appointment)


@dataclass(frozen=True, slots=True)
class Special:
    """Other times from `first` to `last`, closed without times. `is_yearly`: on these days of every year."""

    first: date
    last: date
    times: Times = ()
    note: str = ""
    is_yearly: bool = False


CLOSED = DayPlan()


@dataclass(frozen=True, slots=True)
class Plan:
    """`holidays` on public holidays: None as on any weekday; `like_sunday` counts before it."""

    days: tuple[DayPlan, ...] = (CLOSED,) * 7
    holidays: DayPlan | None = None
    like_sunday: bool = False
    specials: tuple[Special, ...] = ()


def text_of_plan(plan: Plan) -> str:
    """`plan` in the OSM grammar; empty when nothing is said at all."""
    together = [*range(6)] if plan.like_sunday else [*range(7)]
    parts = _days_text(plan.days, together)
    if plan.like_sunday:
        parts += _day_text("Su,PH", plan.days[_SUNDAY], is_said=True)
    elif plan.holidays is not None:
        parts += _day_text("PH", plan.holidays, is_said=True)
    parts += [f"; {_special_text(special)}" for special in plan.specials]
    if parts and all(day.is_closed for day in plan.days) and not plan.like_sunday:
        parts.insert(0, "Mo-Su off")
    return "".join(parts).removeprefix("; ")


def _days_text(days: Sequence[DayPlan], indexes: Iterable[int]) -> list[str]:
    """Days with the same times stand together: `Mo-We,Fr 08:00-12:00`. What is by appointment besides fills the rest."""
    plans = dict.fromkeys(days[index] for index in indexes if not days[index].is_closed)
    found = [_day_text(_names([i for i in indexes if days[i] == plan]), plan) for plan in plans]
    return [part for parts in found for part in parts[:1]] + [part for parts in found for part in parts[1:]]


def _day_text(names: str, plan: DayPlan, *, is_said: bool = False) -> list[str]:
    appointment = f'{names} "{APPOINTMENT}"'
    if plan.times:
        first = f"; {names} {_times_text(plan.times)}"
        return [first, f" || {appointment}"] if plan.by_appointment else [first]
    if plan.by_appointment:
        return [f"; {appointment}"]
    return [f"; {names} off"] if is_said else []


def _names(indexes: list[int]) -> str:
    """`Mo-We,Fr`."""
    runs = [[i for _, i in run] for _, run in groupby(enumerate(indexes), key=lambda pair: pair[1] - pair[0])]
    return ",".join(
        f"{DAYS[run[0]]}-{DAYS[run[-1]]}" if len(run) > 2 else ",".join(DAYS[i] for i in run) for run in runs
    )


def _times_text(times: Times) -> str:
    return ",".join(f"{_clock(start)}-{_clock(end)}" for start, end in times)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _special_text(special: Special) -> str:
    bounds = [
        Bound(day.month, day.day, year=0 if special.is_yearly else day.year) for day in (special.first, special.last)
    ]
    parts = [str(Season(*bounds)), _times_text(special.times) or "off"]
    if special.note:
        parts += ["open"] * bool(special.times) + [f'"{special.note.replace(chr(34), "")}"']
    return " ".join(parts)


class _Unplanned(Exception):
    """A form cannot show this."""


def plan_of(text: str) -> Plan | None:
    """The plan that `text` means, None when a form cannot show all of it. Raises HoursError for what nobody understands."""
    if not text:
        return Plan()
    reader = _Reader()
    try:
        for rule in rules_of(text):
            reader.read(rule)
        return reader.plan()
    except _Unplanned:
        return None


@dataclass
class _Reader:
    """Takes one rule after the other. Index 7 stands for public holidays."""

    days: dict[int, DayPlan] = field(default_factory=dict)
    with_holiday: frozenset[int] = frozenset()  # the days that stand in the same rule as the holidays
    specials: list[Special] = field(default_factory=list)

    def plan(self) -> Plan:
        days = tuple(_sorted(self.days.get(index, CLOSED)) for index in range(7))
        holidays = _sorted(self.days[_HOLIDAY]) if _HOLIDAY in self.days else None
        like_sunday = holidays is not None and self.with_holiday == {_SUNDAY} and holidays == days[_SUNDAY]
        return Plan(days, None if like_sunday else holidays, like_sunday, tuple(self.specials))

    def read(self, rule: Rule) -> None:
        if len(rule.days) > 1:
            raise _Unplanned
        selectors = rule.days[0] if rule.days else ()
        if selectors and all(isinstance(selector, Season) for selector in selectors):
            self.specials += [_special(selector, rule) for selector in selectors if isinstance(selector, Season)]
        elif self.specials:
            raise _Unplanned  # weekdays behind dates take their place again
        else:
            self._read_days(rule, _indexes(selectors))

    def _read_days(self, rule: Rule, indexes: frozenset[int]) -> None:
        if _HOLIDAY in self.days and _HOLIDAY not in indexes:
            raise _Unplanned  # weekdays behind holidays take their place again
        if _HOLIDAY in indexes:
            if rule.joint is Joint.ADD and _HOLIDAY not in self.days:
                raise _Unplanned  # adds to a weekday we do not know
            if rule.joint is not Joint.FILL or _HOLIDAY not in self.days:
                self.with_holiday = indexes - {_HOLIDAY}
            elif self.with_holiday != indexes - {_HOLIDAY}:
                raise _Unplanned
        for index in indexes:
            self.days[index] = _changed(self.days.get(index), rule)


def _indexes(selectors: Iterable[object]) -> frozenset[int]:
    """The weekdays that are meant, all without selectors; 7 for public holidays."""
    found: set[int] = set()
    for selector in selectors:
        if isinstance(selector, Holidays) and not selector.shift:
            found.add(_HOLIDAY)
        elif isinstance(selector, Weekdays) and not (selector.nths or selector.shift):
            found.update(day for day in range(7) if selector.covers(day))
        else:
            raise _Unplanned
    return frozenset(found) or _EVERY


def _changed(before: DayPlan | None, rule: Rule) -> DayPlan:
    """The day behind `rule`."""
    if rule.state is State.APPOINTMENT:
        if rule.spans or rule.is_always or rule.comment not in ("", APPOINTMENT):
            raise _Unplanned
        if rule.joint is Joint.REPLACE:
            return DayPlan(by_appointment=True)
        if rule.joint is Joint.FILL:
            return replace(before or CLOSED, by_appointment=True)
        raise _Unplanned
    if rule.comment or rule.joint is Joint.FILL:
        raise _Unplanned
    if rule.state is State.CLOSED:
        if rule.spans:
            raise _Unplanned
        return CLOSED
    times = ((0, 0),) if rule.is_always else _times(rule.spans)
    if rule.joint is Joint.ADD and before:
        if before.by_appointment:
            raise _Unplanned
        return DayPlan((*before.times, *times))
    return DayPlan(times)


def _times(spans: Iterable[Span]) -> Times:
    found: list[tuple[int, int]] = []
    for span in spans:
        if span.end is None or span.is_open_ended or max(span.start.event, span.end.event) >= 0:
            raise _Unplanned
        found.append((span.start.minutes, span.end.minutes % DAY))
    if not found:
        raise _Unplanned
    return tuple(found)


def _sorted(plan: DayPlan) -> DayPlan:
    """In order and without doubles; times that overlap are none of a form."""
    times = tuple(sorted(set(plan.times)))
    for (_start, end), (start, _end) in zip(times, times[1:], strict=False):
        if end <= _start or start < end:
            raise _Unplanned
    return replace(plan, times=times)


def _special(season: Season, rule: Rule) -> Special:
    if rule.joint is not Joint.REPLACE or rule.is_always or rule.state is State.APPOINTMENT:
        raise _Unplanned
    if rule.state is State.CLOSED and rule.spans:
        raise _Unplanned
    times = () if rule.state is State.CLOSED else _sorted(DayPlan(_times(rule.spans))).times
    first, last = _date(season.first), _date(season.last)
    if bool(season.first.year) != bool(season.last.year):
        raise _Unplanned
    return Special(first, last, times, rule.comment, is_yearly=not season.first.year)


def _date(bound: Bound) -> date:
    if not (bound.month and bound.day) or bound.nth or bound.shift:
        raise _Unplanned
    try:
        return date(bound.year or 2000, bound.month, bound.day)  # a leap year: 29 February is a date
    except ValueError as error:
        raise _Unplanned from error
