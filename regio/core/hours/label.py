"""Open now? From stored ranges alone, so that lists of organisations never parse a text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import lru_cache

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from regio.core.hours.almanac import BERLIN
from regio.core.time import clock_text

_SOON = timedelta(minutes=60)
_ENDLESS = timedelta(hours=24)


class Now(Enum):
    """SOON is open, but not for long."""

    OPEN = "open"
    SOON = "soon"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class OpenNow:
    """The state at one moment; `until` while open (None: for more than a day), `opens_at` while closed."""

    state: Now
    until: datetime | None = None
    opens_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state is not Now.CLOSED


def now_label(ranges: Sequence[tuple[datetime, datetime]], at: datetime) -> OpenNow:
    """The state at the aware moment `at` from half-open aware `ranges`, in any order; touching ranges count as one."""
    moment = at.astimezone(UTC)
    ahead = sorted((start.astimezone(UTC), end.astimezone(UTC)) for start, end in ranges)
    until: datetime | None = None
    for start, end in ahead:
        if end <= moment:
            continue
        if start > (until or moment):
            return _open(until, moment) if until else OpenNow(Now.CLOSED, opens_at=start.astimezone(BERLIN))
        until = max(until or end, end)
    return _open(until, moment) if until else OpenNow(Now.CLOSED)


def _open(until: datetime, moment: datetime) -> OpenNow:
    if until - moment > _ENDLESS:
        return OpenNow(Now.OPEN)
    return OpenNow(Now.SOON if until - moment <= _SOON else Now.OPEN, until=until.astimezone(BERLIN))


def label_text(label: OpenNow, at: datetime) -> str:
    """`label` in the language of the page as seen at `at`: "Offen bis 18 Uhr", "Öffnet morgen um 8 Uhr"."""
    return _text(label, at.astimezone(BERLIN).date(), get_language())


@lru_cache(maxsize=1024)  # many say the same, twenty times on a list page
def _text(label: OpenNow, today: date, _language: str) -> str:
    if label.is_open:
        if label.until is None:
            return pgettext("opening hours", "Open")
        time = _clock(label.until)
        return (_("Closes soon at %(time)s") if label.state is Now.SOON else _("Open until %(time)s")) % {"time": time}
    if label.opens_at is None:
        return pgettext("opening hours", "Closed")
    return _opens_text(label.opens_at, today)


def _opens_text(opens_at: datetime, today: date) -> str:
    day, time = opens_at.astimezone(BERLIN).date(), clock_text(opens_at)
    distance = (day - today).days
    if distance == 0:
        return _("Opens today at %(time)s") % {"time": time}
    if distance == 1:
        return _("Opens tomorrow at %(time)s") % {"time": time}
    if distance < 7:
        return _("Opens %(weekday)s at %(time)s") % {"weekday": WEEKDAYS[day.weekday()], "time": time}
    return _("Opens on %(date)s at %(time)s") % {"date": date_format(day, "DATE_FORMAT"), "time": time}


def _clock(until: datetime) -> str:
    local = until.astimezone(BERLIN)
    return pgettext("opening hours", "midnight") if (local.hour, local.minute) == (0, 0) else clock_text(local)
