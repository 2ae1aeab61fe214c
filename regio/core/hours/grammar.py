"""From tokens to rules: the OSM opening_hours grammar and the freedom people take with it.

What is not clearly meant raises HoursError: a text shown as it was typed harms nobody, a wrong "open" does.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from regio.core.hours.errors import N_, HoursError
from regio.core.hours.rules import DAY, Joint, Moment, Rule, Span, State
from regio.core.hours.season import SeasonReader
from regio.core.hours.selectors import Holidays, Season, Selector, Weekdays, Weeks, Years
from regio.core.hours.stream import TokenStream
from regio.core.hours.tokens import Token, read

type Groups = tuple[tuple[Selector, ...], ...]
_JOINTS = {";", ",", "and", "/", "+", "||"}
_LONGEST_NIGHT = 17 * 60
_COMMAS = (",", "and", "/", "+")
_STATES = {"off": State.CLOSED, "open": State.OPEN, "unknown": State.APPOINTMENT}


def rules_of(text: str) -> tuple[Rule, ...]:
    """The rules that `text` holds, in order. Raises HoursError when it is not clearly understood."""
    stream = TokenStream([token for token in read(text) if token.kind != ":"])
    rules: list[Rule] = []
    last: _Draft | None = None
    while True:
        joint = _joint(stream)
        if not rules:
            joint = None
        if stream.at_end:
            break
        draft = _draft(stream)
        if last:
            _refuse_guess(last, draft, joint)
        rules.append(_rule(draft, joint, rules))
        last = draft
    if not rules:
        raise HoursError(N_("There are no opening hours in the text."))
    return tuple(rules)


def _joint(stream: TokenStream) -> Joint | None:
    """The separator before the next rule, None when nothing stands there."""
    seen: list[str] = []
    while stream.kind in _JOINTS:
        seen.append(stream.take().kind)
    if "||" in seen:
        if seen[-1] != "||":
            raise HoursError(N_("Nothing stands behind “||”."))
        return Joint.FILL
    if ";" in seen:
        return Joint.REPLACE
    return Joint.ADD if seen else None


@dataclass(frozen=True, slots=True)
class _Draft:
    """One rule as it is written, before the rules around it decide what it means."""

    groups: list[list[Selector]]
    spans: tuple[Span, ...]
    is_always: bool
    state: State | None
    comment: str

    @property
    def is_bare(self) -> bool:
        return not (self.spans or self.is_always or self.comment or self.state)

    @property
    def is_plain_days(self) -> bool:
        """Weekdays and nothing else say when the rule holds."""
        return bool(self.groups) and all(isinstance(other, Weekdays) for group in self.groups for other in group)


def _draft(stream: TokenStream) -> _Draft:
    start = stream.position
    is_off_first = stream.kind == "off" and stream.peek(1) in {"day", "ph"}
    if is_off_first:
        stream.take()
    groups = _day_groups(stream)
    is_always = stream.accept("always")
    if groups:
        _skip_commas_before_time(stream)
    spans = _spans(stream)
    state = State.CLOSED if is_off_first else _STATES.get(stream.kind)
    if state and not is_off_first:
        stream.take()
    comment = stream.take().text if stream.kind == "comment" else ""
    if stream.position == start or ((is_always or is_off_first) and spans):
        raise HoursError(N_("“%(text)s” is not understood at this place."), text=stream.source)
    return _Draft(groups, spans, is_always, state, comment)


def _refuse_guess(last: _Draft, draft: _Draft, joint: Joint | None) -> None:
    """Raises HoursError where `draft` could mean several things behind the rule `last`.

    Without a separator only "Mo-Fr 8-12 Sa 9-11" is clear. Behind seasons, holidays and closed days the reference
    implementation reads one rule where people mean two."""
    if draft.is_bare and joint in {Joint.ADD, None}:
        # "10-17 Uhr April bis Oktober"
        raise HoursError(N_("Days without times follow times; write the days first."))
    if joint is not None:
        return
    if not (last.is_plain_days and draft.is_plain_days):
        raise HoursError(N_("It is not clear what belongs together; write a semicolon between the parts."))
    if State.CLOSED in {last.state, draft.state}:
        raise HoursError(N_("Write a semicolon before and behind the days that are closed."))


def _rule(draft: _Draft, joint: Joint | None, before: list[Rule]) -> Rule:
    """The rule that `draft` means behind the rules `before`."""
    state = draft.state
    if state is None:
        state = State.OPEN if (draft.spans or draft.is_always) and not draft.comment else State.APPOINTMENT
    days = _holidays_beside_days(draft.groups, state, before)
    if not days and draft.spans and state is State.OPEN and joint is Joint.REPLACE and before and before[-1].days:
        # "Mo-Fr 8-12; 14-18": the afternoon belongs to the same days.
        days, joint = before[-1].days, Joint.ADD
    return Rule(days, draft.spans, state, draft.comment, joint or Joint.REPLACE, draft.is_always)


def _holidays_beside_days(groups: list[list[Selector]], state: State, before: list[Rule]) -> Groups:
    """What "PH Fr" and "Su PH" mean without a comma: a holiday that is a Friday, or closed on both."""
    near = [group for group in groups if isinstance(group[0], (Weekdays, Holidays))]
    if len(near) < 2:
        return tuple(map(tuple, groups))
    kinds = [{type(selector) for selector in group} for group in near]
    is_plain = kinds == [{Holidays}, {Weekdays}]
    if state is not State.CLOSED:
        if is_plain:
            return tuple(map(tuple, groups))
        raise HoursError(N_("Write a comma between weekdays and holidays."))
    days = tuple(selector for group in near for selector in group)
    if is_plain and any(_opens_on(day, before) for day in days if isinstance(day, Weekdays)):
        return tuple(map(tuple, groups))
    return (*(tuple(group) for group in groups if group not in near), days)


def _opens_on(days: Weekdays, rules: list[Rule]) -> bool:
    """Whether one of the rules opens on one of these weekdays."""
    weekdays = [other for rule in rules if rule.state is State.OPEN for group in rule.days for other in group]
    return any(isinstance(other, Weekdays) and other.covers(days.first) for other in weekdays)


def _day_groups(stream: TokenStream) -> list[list[Selector]]:
    groups: list[list[Selector]] = []
    seasons = SeasonReader(stream)
    while True:
        if seasons.is_next():
            group: list[Selector] = list(seasons.read())
        elif stream.is_year():
            group = [_years(stream)]
        elif stream.kind == "week":
            group = list(_weeks(stream))
        elif stream.kind in {"day", "ph"}:
            group = _weekdays(stream)
        elif stream.kind == "sh":
            raise HoursError(N_("School holidays are not known here."))
        else:
            return groups
        kinds = {type(other[0]) for other in groups}
        if type(group[0]) in kinds & {Season, Weeks, Years}:
            raise HoursError(N_("The same kind of date stands twice in one rule."))
        groups.append(group)


def _years(stream: TokenStream) -> Years:
    first = stream.take().value
    if stream.kind == "-" and stream.is_year(1):
        stream.take()
        return Years(first, stream.take().value)
    return Years(first, first)


def _weeks(stream: TokenStream) -> Iterable[Weeks]:
    stream.take()
    while True:
        first = last = stream.number(1, 53)
        if stream.accept("-"):
            last = stream.number(1, 53)
        step = stream.number(1, 53) if stream.accept("/") else 1
        yield Weeks(first, last, step)
        if not (stream.kind == "," and stream.peek(1) == "number"):
            return
        stream.take()


def _weekdays(stream: TokenStream) -> list[Selector]:
    """A list like `Mo-Fr,PH` or "Sa u. So"; a holiday beside a day without comma begins a group of its own."""
    found: list[Selector] = []
    while True:
        is_holiday = stream.kind == "ph"
        if is_holiday:
            stream.take()
            found.append(Holidays(stream.day_shift()))
        else:
            found.append(_weekday(stream))
        distance = stream.comma_run(("-", *_COMMAS))
        after = stream.peek(distance)
        if after not in {"day", "ph"} or (not distance and (is_holiday or after == "ph")):
            return found
        stream.skip(distance)


def _weekday(stream: TokenStream) -> Weekdays:
    first = last = stream.take().value
    if stream.kind == "-" and stream.peek(1) == "day":
        stream.take()
        last = stream.take().value
    nths = stream.nths() if stream.kind == "[" else ()
    return Weekdays(first, last, nths, stream.day_shift())


def _spans(stream: TokenStream) -> tuple[Span, ...]:
    spans: list[Span] = []
    while True:
        if stream.kind == "through" and stream.is_time(1):
            stream.take()
        if not stream.is_time():
            return tuple(spans)
        spans.append(_span(stream))
        _skip_commas_before_time(stream)


def _skip_commas_before_time(stream: TokenStream) -> None:
    count = stream.comma_run(_COMMAS)
    if stream.is_time(count):
        stream.skip(count)


def _span(stream: TokenStream) -> Span:
    is_from = stream.accept("from")
    start = _moment(stream, latest=DAY - 1)
    end = None
    if stream.kind == "-" and stream.peek(1) != "+":
        stream.take()
        end = _end(stream, start)
    else:
        stream.accept("-")
    is_open_ended = False
    if stream.kind == "+" and not (end and stream.is_time(1)):
        stream.take()
        is_open_ended = True
    if end is None and not (is_open_ended or is_from):
        raise HoursError(N_("A time stands alone; opening hours need a start and an end."))
    return Span(start, end, is_open_ended or end is None)


def _end(stream: TokenStream, start: Moment) -> Moment:
    text = stream.token().text
    end = _moment(stream, latest=2 * DAY)
    is_short = text[:1] not in {"", "0"} and not text[1:2].isdigit()
    length = (end.minutes - start.minutes) % DAY or DAY
    if start.event >= 0 or end.event >= 0 or not is_short or end.minutes > start.minutes or length <= _LONGEST_NIGHT:
        return end
    # "Monday 9-5" is an English afternoon, not a night.
    raise HoursError(N_("It is not clear whether the end is in the morning or in the afternoon; write 09:00-17:00."))


def _moment(stream: TokenStream, *, latest: int) -> Moment:
    if stream.accept("("):
        event = stream.expect("event").value
        sign = -1 if stream.accept("-") else 1
        stream.accept("+")
        moment = Moment(sign * stream.expect("time").value, event)
        stream.expect(")")
        return moment
    if stream.kind == "event":
        return Moment(0, stream.take().value)
    token: Token = stream.take()
    minutes = token.value if token.kind == "time" else token.value * 60
    if token.kind not in {"time", "number"} or len(token.text) > 5 or minutes > latest:
        raise HoursError(N_("“%(text)s” is not a time of day."), text=token.text or token.kind)
    return Moment(minutes)
