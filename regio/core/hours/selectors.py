"""On which days a rule holds. Each selector answers `matches(day, land)` and prints itself in the OSM grammar."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from regio.core.hours.almanac import easter, holiday_name
from regio.core.hours.words import DAYS, MONTHS


def _shift_text(shift: int) -> str:
    return f" {shift:+d} day{'s' if abs(shift) != 1 else ''}" if shift else ""


@dataclass(frozen=True, slots=True)
class Weekdays:
    """`Mo-Fr`, or with `nths` the first, second or (-1) last such days of the month, moved by `shift` days."""

    first: int
    last: int
    nths: tuple[int, ...] = ()
    shift: int = 0

    def matches(self, day: date, land: str) -> bool:
        day -= timedelta(days=self.shift)
        if not self.covers(day.weekday()):
            return False
        if not self.nths:
            return True
        from_end = -((monthrange(day.year, day.month)[1] - day.day) // 7 + 1)
        return (day.day - 1) // 7 + 1 in self.nths or from_end in self.nths

    def covers(self, weekday: int) -> bool:
        """Whether the weekday (Monday is 0) lies in the range, which may run over Sunday."""
        return (weekday - self.first) % 7 <= (self.last - self.first) % 7

    def __str__(self) -> str:
        days = DAYS[self.first] if self.first == self.last else f"{DAYS[self.first]}-{DAYS[self.last]}"
        nths = f"[{','.join(map(str, self.nths))}]" if self.nths else ""
        return days + nths + _shift_text(self.shift)


@dataclass(frozen=True, slots=True)
class Holidays:
    """`PH`: public holidays of the Land, moved by `shift` days."""

    shift: int = 0

    def matches(self, day: date, land: str) -> bool:
        return bool(holiday_name(land, day - timedelta(days=self.shift)))

    def __str__(self) -> str:
        return "PH" + _shift_text(self.shift)


@dataclass(frozen=True, slots=True)
class Weeks:
    """`week 2-52/2`: ISO weeks."""

    first: int
    last: int
    step: int = 1

    def matches(self, day: date, land: str) -> bool:
        week = day.isocalendar().week
        if self.first <= self.last:
            return self.first <= week <= self.last and (week - self.first) % self.step == 0
        return week >= self.first or week <= self.last

    def __str__(self) -> str:
        weeks = f"{self.first:02d}" + (f"-{self.last:02d}" if self.last != self.first else "")
        return f"week {weeks}" + (f"/{self.step}" if self.step > 1 else "")


@dataclass(frozen=True, slots=True)
class Years:
    """`2026` or `2024-2026`."""

    first: int
    last: int

    def matches(self, day: date, land: str) -> bool:
        return self.first <= day.year <= self.last

    def __str__(self) -> str:
        return str(self.first) + (f"-{self.last}" if self.last != self.first else "")


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a season: a month, a day of it, its n-th weekday, or Easter (`month` 0), moved by `shift` days."""

    month: int
    day: int = 0
    weekday: int = -1
    nth: int = 0
    shift: int = 0
    year: int = 0

    def on(self, year: int, *, last: bool) -> date:
        """The date in `year`; a bare month counts from its first or to its `last` day."""
        if not self.month:
            return easter(year) + timedelta(days=self.shift)
        length = monthrange(year, self.month)[1]
        if self.nth:
            offset = (self.weekday - date(year, self.month, 1).weekday()) % 7
            days = list(range(offset + 1, length + 1, 7))
            index = self.nth - 1 if self.nth > 0 else self.nth
            at = days[max(min(index, len(days) - 1), -len(days))]
        else:
            at = min(self.day, length) if self.day else length if last else 1
        return date(year, self.month, at) + timedelta(days=self.shift)

    def __str__(self) -> str:
        year = f"{self.year} " if self.year else ""
        if not self.month:
            return f"{year}easter" + _shift_text(self.shift)
        nth = f" {DAYS[self.weekday]}[{self.nth}]" if self.nth else ""
        return year + MONTHS[self.month - 1] + (f" {self.day:02d}" if self.day else nth) + _shift_text(self.shift)


@dataclass(frozen=True, slots=True)
class Season:
    """`Apr-Oct`, `Dec 24-26`, `Mar Su[-1]-Oct Su[-1]`, `easter -8 days-Oct 16`; over New Year if it ends first."""

    first: Bound
    last: Bound

    def matches(self, day: date, land: str) -> bool:
        if self.first.year:
            begin, end = self.first.on(self.first.year, last=False), self.last.on(self.last.year, last=True)
            return begin <= day <= end
        begin, end = self.first.on(day.year, last=False), self.last.on(day.year, last=True)
        if begin <= end:
            return begin <= day <= end
        return day >= begin or day <= end

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


Selector = Weekdays | Holidays | Weeks | Years | Season
