"""Months, dates and Easter: the part of the grammar that says in which part of the year a rule holds."""

from collections.abc import Iterator
from dataclasses import replace

from regio.core.hours.errors import N_, HoursError
from regio.core.hours.selectors import Bound, Season
from regio.core.hours.stream import TokenStream


class SeasonReader:
    """Reads `Apr-Oct`, `Dec 24-26,31`, `2026 Jan 01-2026 Mar 05`, "25. April bis 2. November", `easter -2 days`."""

    def __init__(self, stream: TokenStream) -> None:
        self._stream = stream

    def is_next(self, ahead: int = 0) -> bool:
        stream = self._stream
        kind = stream.peek(ahead)
        if stream.is_year(ahead):
            ahead += 1
            kind = stream.peek(ahead)
        return kind in {"month", "easter"} or (kind == "number" and stream.peek(ahead + 1) == "month")

    def read(self) -> Iterator[Season]:
        """The list of seasons at the cursor."""
        while True:
            season = self._season()
            yield season
            while self._is_further_day(season):
                self._stream.take()
                first = Bound(season.last.month, self._day(), year=season.last.year)
                yield self._to(first)
            if not (self._stream.kind in {",", "and", "/", "+"} and self.is_next(1)):
                return
            self._stream.take()

    def _season(self) -> Season:
        return self._to(self._bound())

    def _to(self, first: Bound) -> Season:
        stream = self._stream
        if stream.kind != "-":
            return _checked(first, first)
        if self.is_next(1):
            stream.take()
            return _checked(first, self._bound(first))
        if first.day and stream.peek(1) == "number":
            stream.take()
            return _checked(first, replace(first, day=self._day(), shift=stream.day_shift()))
        raise HoursError(N_("The end of a season is not understood."))

    def _bound(self, first: Bound | None = None) -> Bound:
        """One end of a season; `first` is given when this is its other end."""
        stream = self._stream
        year = stream.take().value if stream.is_year() else 0
        if stream.accept("easter"):
            return Bound(0, shift=stream.day_shift(), year=year)
        if stream.kind == "number":
            day = self._day()
            return Bound(stream.expect("month").value + 1, day, shift=stream.day_shift(), year=year)
        month = stream.expect("month").value + 1
        if self._is_nth_weekday(first):
            weekday = stream.take().value
            nth = stream.nths()[0]
            return Bound(month, weekday=weekday, nth=nth, shift=stream.day_shift(), year=year)
        # "Oct-Mar 8-13" are hours behind months, "Mar 8-13" are days.
        is_hours = first is not None and not (first.day or first.nth) and stream.peek(1) == "-"
        is_day = stream.kind == "number" and not stream.is_year() and not is_hours and stream.peek(1) != "month"
        return Bound(month, self._day() if is_day else 0, shift=stream.day_shift(), year=year)

    def _day(self) -> int:
        return self._stream.number(1, 31)

    def _is_further_day(self, season: Season) -> bool:
        """`Dec 24,31`: a number behind the comma is another day."""
        stream = self._stream
        if not season.last.day or stream.kind != "," or stream.peek(1) != "number" or stream.is_year(1):
            return False
        return stream.peek(2) != "month"

    def _is_nth_weekday(self, first: Bound | None) -> bool:
        """`Mar Su[-1]-Oct Su[-1]` bounds a season; `Mar-Oct Su[1]` only picks days inside one."""
        stream = self._stream
        if stream.kind != "day" or stream.peek(1) != "[":
            return False
        if first is not None:
            return bool(first.nth)
        ahead = 2
        while stream.peek(ahead) in {"number", "-", ","}:
            ahead += 1
        ahead += 1
        if stream.peek(ahead) in {"-", "+"} and stream.peek(ahead + 2) == "count":
            ahead += 3
        return stream.peek(ahead) == "-" and self.is_next(ahead + 1)


def _checked(first: Bound, last: Bound) -> Season:
    """A season whose years fit together."""
    if last.year and not first.year:
        raise HoursError(N_("A season that ends in a year must begin in one."))
    if first.year and not last.year:
        last = replace(last, year=first.year)
        if last.on(last.year, last=True) < first.on(first.year, last=False):
            last = replace(last, year=first.year + 1)
    return Season(first, last)
