"""The opening hours of one place: what people ask of them."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Self

from regio.core.hours.almanac import BERLIN, holiday_name, land_code
from regio.core.hours.errors import N_, HoursError
from regio.core.hours.grammar import rules_of
from regio.core.hours.rules import Rule, State, text_of, uses_sun
from regio.core.hours.timeline import Timeline

_HORIZON = timedelta(days=400)
type Range = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Day:
    """One row of the week table. Ranges belong to the day they begin on and may end after midnight (22:00 to 02:00);
    00:00 to 00:00 is the whole day. `holiday` is the German name of a public holiday, empty on ordinary days;
    `appointment` says that part of the day is by appointment or unsure, `comment` why."""

    date: date
    ranges: tuple[tuple[time, time], ...]
    holiday: str
    appointment: bool
    comment: str

    @property
    def is_holiday(self) -> bool:
        return bool(self.holiday)


@dataclass(frozen=True)
class Schedule:
    """Parsed opening hours in one Land. Immutable; equal texts at one place share one object."""

    rules: tuple[Rule, ...]
    timeline: Timeline

    @classmethod
    def parse(cls, text: str, *, land: str, lat: float | None = None, lon: float | None = None) -> Self:
        """Understand `text` (OSM grammar or what people type). `land` is the Land's name or ISO code ("BW", "DE-BW"),
        its public holidays apply; `lat`, `lon` in degrees are only needed for sunrise and sunset.

        Raises HoursError with a reason when the text is not clearly understood."""
        rules = _rules(text)
        if not uses_sun(rules):
            lat = lon = None
        elif lat is None or lon is None:
            raise HoursError(N_("Sunrise and sunset need a place on the map."))
        return cls(rules, _timeline(text, land_code(land), lat, lon))

    def __str__(self) -> str:
        return text_of(self.rules)

    def state(self, at: datetime) -> State:
        """Whether the place is open at the aware moment `at`."""
        states = self._changes(at, at + timedelta(minutes=1))
        return states[bisect_right([moment for moment, _ in states], _utc(at)) - 1][1]

    def open_ranges(self, start: datetime, end: datetime) -> list[Range]:
        """Half-open, merged, ascending ranges of surely open time between two aware moments, in local time."""
        first, last = _utc(start), _utc(end)
        changes = self._changes(start, end)
        ranges: list[Range] = []
        for index, (at, state) in enumerate(changes):
            until = changes[index + 1][0] if index + 1 < len(changes) else last
            begin, until = max(at, first), min(until, last)
            if state is State.OPEN and begin < until:
                ranges.append((begin.astimezone(BERLIN), until.astimezone(BERLIN)))
        return ranges

    def next_change(self, at: datetime) -> datetime | None:
        """The first moment after `at` at which the state becomes another, within 400 days; None when it stays."""
        moment, now = _utc(at), self.state(at)
        start = at.astimezone(BERLIN).date() - timedelta(days=1)
        for change, state in self.timeline.changes(start, start + _HORIZON):
            if change > moment and state is not now:
                return change.astimezone(BERLIN)
        return None

    def week(self, monday: date) -> list[Day]:
        """Seven rows of the table on the page, beginning with `monday`."""
        return [self._row(monday + timedelta(days=index)) for index in range(7)]

    def _row(self, day: date) -> Day:
        stretches = self.timeline.own_day(day)
        ranges = _joined([(s.start, s.end) for s in stretches if s.state is State.OPEN])
        unsure = [s for s in stretches if s.state is State.APPOINTMENT]
        return Day(
            date=day,
            ranges=tuple((_clock(start), _clock(end)) for start, end in ranges),
            holiday=holiday_name(self.timeline.land, day),
            appointment=bool(unsure),
            comment=next((s.comment for s in [*unsure, *stretches] if s.comment), ""),
        )

    def _changes(self, start: datetime, end: datetime) -> list[tuple[datetime, State]]:
        first, last = start.astimezone(BERLIN).date(), end.astimezone(BERLIN).date()
        return list(self.timeline.changes(first - timedelta(days=1), last + timedelta(days=1)))


def normalise(text: str) -> str:
    """`text` as people type it, in the OSM opening_hours grammar: "Di u. Do 9-12 Uhr" → `Tu,Th 09:00-12:00`.

    Normalising twice changes nothing. Raises HoursError with a reason when the text is not clearly understood."""
    return text_of(_rules(text))


@lru_cache(maxsize=1024)
def _rules(text: str) -> tuple[Rule, ...]:
    return rules_of(text)


@lru_cache(maxsize=1024)
def _timeline(text: str, land: str, lat: float | None, lon: float | None) -> Timeline:
    return Timeline(_rules(text), land, lat, lon)


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("Opening hours need aware datetimes.")
    return at.astimezone(UTC)


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def _joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and start <= joined[-1][1]:
            start = joined.pop()[0]
        joined.append((start, end))
    return joined
