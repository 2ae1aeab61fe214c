"""Opening hours as the page shows them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from regio.core.hours import Day, HoursError, OpenNow, Schedule, label_text, now_label
from regio.core.time import is_german
from regio.organisations.models import Organisation, Place

_MIDNIGHT = time(0)
_AHEAD = timedelta(days=15)


@dataclass(frozen=True, slots=True)
class HoursRow:
    """One line of the table: weekday (with the holiday's name), hours in words."""

    label: str
    text: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class Hours:
    """Everything the page says about opening: badge, the week from Monday, holidays of the coming seven days."""

    now: OpenNow
    label: str
    rows: list[HoursRow]
    holidays: list[str]
    days: list[Day]


def schedule_of(one: Organisation | Place) -> Schedule | None:
    """Parsed hours with the public holidays of its Land; None when there are none, or none we understand."""
    if not one.opening_hours or one.municipality is None or not one.municipality.land:
        return None
    try:
        return Schedule.parse(one.opening_hours, land=one.municipality.land, lat=one.lat, lon=one.lon)
    except HoursError:
        return None


def hours_of(one: Organisation | Place, at: datetime) -> Hours | None:
    """The hours as seen at the aware moment `at`; its Gemeinde should be loaded."""
    schedule = schedule_of(one)
    return None if schedule is None else hours_at(schedule, at)


def hours_at(schedule: Schedule, at: datetime) -> Hours:
    """What a page says of `schedule` at the aware moment `at`."""
    today = timezone.localtime(at).date()
    days = schedule.week(today - timedelta(days=today.weekday()))
    now = now_label(schedule.open_ranges(at, at + _AHEAD), at)
    coming = [day for day in _coming(schedule, days, today) if day.is_holiday]
    return Hours(now, label_text(now, at), [_row(day, today) for day in days], [_holiday(day) for day in coming], days)


def _coming(schedule: Schedule, days: list[Day], today: date) -> list[Day]:
    """The seven days from today, over the end of the week."""
    following = schedule.week(days[0].date + timedelta(days=7)) if today.weekday() else []
    return [day for day in (*days, *following) if today <= day.date < today + timedelta(days=7)]


def _row(day: Day, today: date) -> HoursRow:
    label = str(WEEKDAYS[day.date.weekday()])
    return HoursRow(f"{label} ({day.holiday})" if day.holiday else label, _hours(day), day.date == today)


def _holiday(day: Day) -> str:
    words = {"day": str(WEEKDAYS[day.date.weekday()]), "holiday": day.holiday, "hours": _hours(day)}
    return _("%(day)s is %(holiday)s: %(hours)s.") % words


def _hours(day: Day) -> str:
    """`9–12:30, 14–18`, `geschlossen`, `nach Vereinbarung`, `rund um die Uhr`."""
    parts = [_range(start, end) for start, end in day.ranges]
    if day.appointment:
        parts.append(day.comment or _("by appointment"))
    if not parts:
        parts.append(_("closed"))
    text = ", ".join(parts)
    return f"{text} ({day.comment})" if day.comment and not day.appointment else text


def _range(start: time, end: time) -> str:
    if start == end:
        return _("around the clock")
    return f"{_clock(start)}–{'24' if end == _MIDNIGHT else _clock(end)}"


def _clock(at: time) -> str:
    if not is_german():
        return f"{at:%H:%M}"
    return f"{at.hour}:{at.minute:02}" if at.minute else str(at.hour)
