"""Evaluates rules: which state a place is in from minute to minute, and from moment to moment.

The order of evaluation is the one of the OSM specification: later rules replace earlier ones on the days they match,
"off" closes over them, additional rules add, fallback rules fill what is closed. Clock times are local, moments are
UTC, because two clock times in one zone cannot be compared on the night when the clocks change.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from regio.core.hours.almanac import BERLIN, sun_minutes
from regio.core.hours.rules import DAY, Joint, Moment, Rule, Span, State, uses_sun

type Active = tuple[int, ...]  # indexes of the rules that count on a day
_TEN_PM, _FIVE_PM = 22 * 60, 17 * 60
_MORNING, _EVENING = 6 * 60, 18 * 60


@dataclass(frozen=True, slots=True)
class Stretch:
    """Minutes of a local day (over 24 hours when it runs past midnight) in one state."""

    start: int
    end: int
    state: State
    comment: str = ""


@dataclass(frozen=True)
class Timeline:
    """The rules at one place. Keeps the painted days it has seen: most days of a year look like another one."""

    rules: tuple[Rule, ...]
    land: str
    lat: float | None = None
    lon: float | None = None
    _days: dict[tuple[Active, Active], list[Stretch]] = field(default_factory=dict, compare=False, repr=False)

    def own_day(self, day: date) -> list[Stretch]:
        """What the rules say for `day` itself, with hours past its midnight and without those of the evening before."""
        return self._paint([], self._active(day), day)

    def day(self, day: date) -> list[Stretch]:
        """What is painted on the 24 hours of `day`; gaps are closed."""
        return self._day(day, self._active(day), self._active(day - timedelta(days=1)))

    def changes(self, start: date, end: date) -> Iterator[tuple[datetime, State]]:
        """Moments (UTC, ascending) at which the state becomes another, from the midnight that begins `start` on."""
        state: State | None = None
        yesterday = self._active(start - timedelta(days=1))
        while start < end:
            today = self._active(start)
            at = 0
            for stretch in self._day(start, today, yesterday):
                if stretch.start > at and state is not State.CLOSED:
                    state = State.CLOSED
                    yield moment(start, at), state
                if stretch.state is not state:
                    state = stretch.state
                    yield moment(start, stretch.start), state
                at = stretch.end
            if at < DAY and state is not State.CLOSED:
                state = State.CLOSED
                yield moment(start, at), state
            start, yesterday = start + timedelta(days=1), today

    def _active(self, day: date) -> Active:
        """Indexes of the rules that count on `day`."""
        active: list[int] = []
        for index, rule in enumerate(self.rules):
            if not rule.matches(day, self.land):
                continue
            if _replaces(self.rules, index):
                active.clear()
            active.append(index)
        return tuple(active)

    def _day(self, day: date, today: Active, yesterday: Active) -> list[Stretch]:
        key = (today, yesterday)
        found = self._days.get(key)
        if found is None:
            before = self._paint([], yesterday, day - timedelta(days=1))
            rest = [Stretch(max(s.start - DAY, 0), s.end - DAY, s.state, s.comment) for s in before if s.end > DAY]
            painted = self._paint(rest, today, day)
            found = [Stretch(s.start, min(s.end, DAY), s.state, s.comment) for s in painted if s.start < DAY]
            if not uses_sun(self.rules):
                self._days[key] = found
        return found

    def _paint(self, base: list[Stretch], active: Active, day: date) -> list[Stretch]:
        canvas = base
        for index in active:
            rule = self.rules[index]
            for stretch in self._stretches(rule, day):
                if rule.joint is Joint.FILL:
                    canvas = _filled(canvas, stretch)
                else:
                    canvas = _painted(canvas, stretch)
        return canvas

    def _stretches(self, rule: Rule, day: date) -> Iterator[Stretch]:
        if not rule.spans:
            yield Stretch(0, DAY, rule.state, rule.comment)
        for span in rule.spans:
            start = self._minutes(span.start, day)
            end = self._minutes(span.end, day) if span.end else start
            if start is None or end is None:
                continue
            if span.end:
                end += DAY if end <= start else 0
                yield from _sure(Stretch(start, end, rule.state, rule.comment), span)
            if span.is_open_ended:
                state = State.APPOINTMENT if rule.state is State.OPEN else rule.state
                yield Stretch(end, _unsure_until(end), state, rule.comment)

    def _minutes(self, at: Moment, day: date) -> int | None:
        if at.event < 0:
            return at.minutes
        assert self.lat is not None and self.lon is not None, "Schedule.parse asks for a place"
        sun = sun_minutes(at.event, day, self.lat, self.lon)
        return None if sun is None else sun + at.minutes


def moment(day: date, minutes: int) -> datetime:
    """UTC moment of a local clock time; skipped by the clocks: counted from before; doubled by them: the first."""
    days, minutes = divmod(minutes, DAY)
    clock = time(minutes // 60, minutes % 60)
    return datetime.combine(day + timedelta(days=days), clock, BERLIN).astimezone(UTC)


def _sure(stretch: Stretch, span: Span) -> Iterator[Stretch]:
    """Between sunrise and sunset only the hours between 6 and 18 are sure; nobody watches the almanac to the minute."""
    start, end = stretch.start, stretch.end
    if stretch.state is State.OPEN and span.end and (span.start.event >= 0 or span.end.event >= 0):
        start = max(start, _MORNING + span.start.minutes) if span.start.event >= 0 else start
        end = min(end, _EVENING + span.end.minutes) if span.end.event >= 0 else end
        yield Stretch(stretch.start, stretch.end, State.APPOINTMENT, stretch.comment)
    if start < end:
        yield Stretch(start, end, stretch.state, stretch.comment)


def _replaces(rules: tuple[Rule, ...], index: int) -> bool:
    """Whether the rule takes the whole day from the rules before it; closing and commented times alone never do."""
    rule = rules[index]
    if rule.state is State.CLOSED or rule.joint is not Joint.REPLACE:
        return False
    if rule.days:
        return True
    return index > 0 and rule.state is State.OPEN and not rules[index - 1].days


def _unsure_until(start: int) -> int:
    """How long an open end may last: as in the reference implementation, late evenings reach into the next morning."""
    in_day = start % DAY
    if in_day >= _TEN_PM:
        return start + 8 * 60
    if in_day >= _FIVE_PM:
        return start + 10 * 60
    return start - in_day + DAY


def _painted(canvas: list[Stretch], new: Stretch) -> list[Stretch]:
    """`canvas` with `new` over it, in order."""
    kept: list[Stretch] = []
    for old in canvas:
        if old.start < new.start:
            kept.append(Stretch(old.start, min(old.end, new.start), old.state, old.comment))
        if old.end > new.end:
            kept.append(Stretch(max(old.start, new.end), old.end, old.state, old.comment))
    kept.append(new)
    return sorted(kept, key=lambda stretch: stretch.start)


def _filled(canvas: list[Stretch], new: Stretch) -> list[Stretch]:
    """`canvas` with `new` where it is still closed."""
    taken = [old for old in canvas if old.state is not State.CLOSED]
    filled = [new]
    for old in taken:
        filled = _painted(filled, old)
    return filled
