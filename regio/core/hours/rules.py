"""A parsed opening hours text: rules with the days and times they hold for."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from regio.core.hours.selectors import Selector
from regio.core.hours.words import EVENTS

DAY = 24 * 60


class State(Enum):
    """What a visitor may expect. APPOINTMENT also stands for everything unknown: nobody promises to be there."""

    OPEN = "open"
    CLOSED = "closed"
    APPOINTMENT = "appointment"


class Joint(Enum):
    """How a rule meets the rules before it: replaces their day, adds to it, or fills what they leave closed."""

    REPLACE = "; "
    ADD = ", "
    FILL = " || "


@dataclass(frozen=True, slots=True)
class Moment:
    """A minute of the day, or a sun event (index into EVENTS) moved by `minutes`."""

    minutes: int
    event: int = -1

    def __str__(self) -> str:
        if self.event < 0:
            return f"{self.minutes // 60:02d}:{self.minutes % 60:02d}"
        if not self.minutes:
            return EVENTS[self.event]
        hours, minutes = divmod(abs(self.minutes), 60)
        return f"({EVENTS[self.event]}{'-' if self.minutes < 0 else '+'}{hours:02d}:{minutes:02d})"


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` to `end`, over midnight if that is earlier; `is_open_ended`: with an unsure rest (`17:00+`)."""

    start: Moment
    end: Moment | None
    is_open_ended: bool = False

    def __str__(self) -> str:
        end = f"-{self.end}" if self.end else ""
        return f"{self.start}{end}{'+' if self.is_open_ended else ''}"


@dataclass(frozen=True, slots=True)
class Rule:
    """Holds on days that every group of `days` matches (any selector of the group), at `spans`, or all day without."""

    days: tuple[tuple[Selector, ...], ...]
    spans: tuple[Span, ...]
    state: State
    comment: str
    joint: Joint
    is_always: bool = False

    def matches(self, day: date, land: str) -> bool:
        return all(any(selector.matches(day, land) for selector in group) for group in self.days)

    def __str__(self) -> str:
        parts = [",".join(map(str, group)) for group in self.days]
        if self.is_always:
            parts.append("24/7")
        parts.append(",".join(map(str, self.spans)))
        if self.state is State.CLOSED:
            parts.append("off")
        elif self.state is State.OPEN and (self.comment or not (self.spans or self.is_always)):
            parts.append("open")
        elif self.state is State.APPOINTMENT and not self.comment:
            parts.append("unknown")
        if self.comment:
            parts.append(f'"{self.comment}"')
        return " ".join(part for part in parts if part)


def text_of(rules: tuple[Rule, ...]) -> str:
    """The rules in the OSM opening_hours grammar."""
    return "".join(("" if not index else rule.joint.value) + str(rule) for index, rule in enumerate(rules))


def uses_sun(rules: tuple[Rule, ...]) -> bool:
    """Whether sunrise or sunset decides."""
    return any(at and at.event >= 0 for rule in rules for span in rule.spans for at in (span.start, span.end))
