"""Times and numbers as people read them, in the language of the page and in local time."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def now() -> datetime:
    """Aware current time."""
    return timezone.now()


def today() -> date:
    """The calendar day where the platform is."""
    return timezone.localdate()


def is_german() -> bool:
    """True while the page speaks German."""
    return (get_language() or "de").startswith("de")


def date_text(on: date | datetime) -> str:
    """`9. Oktober 2026`"""
    return date_format(timezone.localtime(on) if isinstance(on, datetime) else on, "DATE_FORMAT")


def clock_text(at: datetime) -> str:
    """`18 Uhr`, `18:30 Uhr`; English `6 p.m.`, `6:30 p.m.`"""
    local = timezone.localtime(at)
    if not is_german():
        return date_format(local, "P")
    return f"{local.hour}:{local.minute:02} Uhr" if local.minute else f"{local.hour} Uhr"  # twenty times on a list page


def day_text(on: date | datetime) -> str:
    """`heute`, `gestern`, weekday within the last six days, else `Freitag, 9. Oktober` (with the year when it is another)."""
    day = timezone.localtime(on).date() if isinstance(on, datetime) else on
    today = timezone.localdate()
    if day == today:
        return _("today")
    if day == today - timedelta(days=1):
        return _("yesterday")
    pattern = "l, j. F" if is_german() else "l, j F"
    return date_format(day, pattern if day.year == today.year else f"{pattern} Y")


def moment_text(at: datetime) -> str:
    """Short form for lists: `9:52` today, `gestern`, `Di` within a week, `28. Sept.` before."""
    local = timezone.localtime(at)
    age = (timezone.localdate() - local.date()).days
    if age <= 0:
        return date_format(local, "G:i")
    if age == 1:
        return _("yesterday")
    if age < 7:
        return date_format(local, "D")
    pattern = "j. N" if is_german() else "j N"
    return date_format(local, pattern if local.year == timezone.localdate().year else f"{pattern} Y")


def number_text(value: float, decimals: int = 0) -> str:
    """`1.038` in German, `1,038` in English."""
    return number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True)
