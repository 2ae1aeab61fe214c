"""What stands on the printed sign of an organisation, and on its card for other websites."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from regio.core import paper
from regio.core.hours import Schedule
from regio.core.time import now
from regio.organisations.models import Organisation
from regio.organisations.queries.hours import hours_at, schedule_of
from regio.organisations.queries.page import address_of
from regio.region.queries import county

_WEEKS = 12  # as far ahead an ordinary week is looked for
_STICKERS = 24
_HUE = 164


class Format(TextChoices):
    """Sheets that can be printed."""

    WINDOW = "a4", _("Sign for the window (A4)")
    TABLE = "a6", _("Card for the table or the till (A6)")
    STICKERS = "aufkleber", _("Sheet of 24 stickers (70 × 37 mm)")


@dataclass(frozen=True, slots=True)
class Sign:
    """Everything on the sheet. `hours`: weekdays from–to and their times; `size`: short, long or very long name."""

    name: str
    claim: str
    place: str
    address: str
    qr: Markup
    hours: Sequence[tuple[str, str]]
    county: str
    hue: int
    format: str

    @property
    def copies(self) -> int:
        """How many times it stands on the sheet."""
        return _STICKERS if self.format == Format.STICKERS else 1

    @property
    def size(self) -> str:
        """Long names are set smaller."""
        return "s-very-long" if len(self.name) > 60 else "s-long" if len(self.name) > 24 else "s-short"

    @property
    def spoken_address(self) -> str:
        """As people type it."""
        return self.address.removeprefix("https://").removeprefix("http://").rstrip("/")


def sign_of(organisation: Organisation, wanted: str) -> Sign:
    """The sign of `organisation` in a `Format`; for any other word the first one."""
    own = county()
    address = public_address(organisation)
    return Sign(
        name=organisation.name,
        claim=organisation.claim or organisation.category,
        place=address_of(organisation),
        address=address,
        qr=paper.qr(address),
        hours=usual_hours(organisation),
        county=own.name if own else "",
        hue=own.brand_hue if own else _HUE,
        format=wanted if wanted in Format.values else Format.WINDOW.value,
    )


def public_address(organisation: Organisation) -> str:
    """Whole address of its page."""
    return settings.BASE_URL + reverse("organisations:page", args=[organisation.slug])


def usual_hours(organisation: Organisation) -> list[tuple[str, str]]:
    """Hours of an ordinary week, days with the same ones together: [("Montag bis Freitag", "9–18 Uhr")]."""
    schedule = schedule_of(organisation)
    if schedule is None:
        text = organisation.opening_hours_text
        return [("", text)] if text else []
    rows = hours_at(schedule, _ordinary(schedule)).rows
    together: list[tuple[str, str, str]] = []
    for row in rows:
        if together and together[-1][2] == row.text:
            together[-1] = (together[-1][0], row.label, row.text)
        else:
            together.append((row.label, row.label, row.text))
    return [(first if first == last else f"{first} – {last}", text) for first, last, text in together]


def _ordinary(schedule: Schedule) -> datetime:
    """A moment in the next week without a public holiday."""
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    for week in range(_WEEKS):
        if not any(day.is_holiday or day.comment for day in schedule.week(monday + timedelta(weeks=week))):
            return now() + timedelta(weeks=week)
    return now()
