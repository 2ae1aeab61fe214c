"""Opening hours on a phone: a card for each day, public holidays, single dates. Works without script."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from regio.core.hours import DayPlan, Plan, Special
from regio.organisations.forms.fields import line

DAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
HOLIDAY = "ft"
RANGES, DATE_RANGES, MOST_SPECIALS = 3, 2, 12
AS_USUAL, CLOSED, LIKE_SUNDAY, OWN = "wie", "zu", "so", "eigen"
_LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class DayFields:
    """The controls of one day, for the template."""

    key: str
    label: Any
    ranges: list[tuple[BoundField, BoundField]]
    by_appointment: BoundField


@dataclass(frozen=True, slots=True)
class DateFields:
    """The controls of one exception."""

    number: int
    first: BoundField
    last: BoundField
    ranges: list[tuple[BoundField, BoundField]]
    note: BoundField
    is_yearly: BoundField

    @property
    def is_used(self) -> bool:
        return bool(self.first.value())


def time_field(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("A time looks like 08:30.")},
    )  # fmt: skip


def date_field(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"], error_messages={"invalid": _("A date looks like 24.12.2026.")},
    )  # fmt: skip


class HoursForm(forms.Form):
    """The week, holidays and exceptions. `plan()` is what was entered."""

    feiertage = forms.ChoiceField(
        label=_("On public holidays"),
        choices=[
            (CLOSED, _("Closed")),
            (LIKE_SUNDAY, _("Like on Sundays")),
            (AS_USUAL, _("Like on any weekday")),
            (OWN, _("Other hours")),
        ],
        widget=forms.RadioSelect,
        initial=CLOSED,
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)

    def __init__(self, data: QueryDict | None = None, *, rows: int = 2, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        given = [f"tag{number}_von" in (data or self.initial) for number in range(1, MOST_SPECIALS + 1)]
        self.rows = min(max(rows, sum(given)), MOST_SPECIALS)
        for key in (*DAYS, HOLIDAY):
            self._add_ranges(key, RANGES)
            self.fields[f"{key}_nv"] = forms.BooleanField(label=_("by appointment"), required=False)
        for number in range(1, self.rows + 1):
            key = f"tag{number}"
            self.fields[f"{key}_von"] = date_field(_("Day, or first day"))
            self.fields[f"{key}_bis"] = date_field(_("Last day, if several"))
            self._add_ranges(f"{key}_", DATE_RANGES)
            self.fields[f"{key}_satz"] = line(_("A word about it"), 80)
            self.fields[f"{key}_jedes"] = forms.BooleanField(label=_("Every year"), required=False)

    def _add_ranges(self, key: str, count: int) -> None:
        for number in range(1, count + 1):
            self.fields[f"{key}{number}_von"] = time_field(_("from"))
            self.fields[f"{key}{number}_bis"] = time_field(_("to"))

    def _bound_ranges(self, key: str, count: int) -> list[tuple[BoundField, BoundField]]:
        return [(self[f"{key}{number}_von"], self[f"{key}{number}_bis"]) for number in range(1, count + 1)]

    @property
    def days(self) -> list[DayFields]:
        """Monday to Sunday."""
        return [self._day(key, WEEKDAYS[index]) for index, key in enumerate(DAYS)]

    @property
    def holiday(self) -> DayFields:
        """Public holidays with hours of their own."""
        return self._day(HOLIDAY, _("Public holiday"))

    def _day(self, key: str, label: Any) -> DayFields:
        return DayFields(key, label, self._bound_ranges(key, RANGES), self[f"{key}_nv"])

    @property
    def dates(self) -> Iterator[DateFields]:
        """Exceptions, the free ones last."""
        for number in range(1, self.rows + 1):
            key = f"tag{number}"
            yield DateFields(
                number, self[f"{key}_von"], self[f"{key}_bis"], self._bound_ranges(f"{key}_", DATE_RANGES),
                self[f"{key}_satz"], self[f"{key}_jedes"],
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for key, count in [(key, RANGES) for key in (*DAYS, HOLIDAY)] + [
            (f"tag{number}_", DATE_RANGES) for number in range(1, self.rows + 1)
        ]:
            self._check_ranges(found, key, count)
        for number in range(1, self.rows + 1):
            self._check_dates(found, f"tag{number}")
        return found

    def _check_ranges(self, data: Mapping[str, Any], key: str, count: int) -> None:
        last: time | None = None
        for number in range(1, count + 1):
            start, end = data.get(f"{key}{number}_von"), data.get(f"{key}{number}_bis")
            if (start is None) != (end is None):
                missing = "bis" if end is None else "von"
                if f"{key}{number}_{missing}" not in self.errors:
                    self.add_error(f"{key}{number}_{missing}", _("Both are needed: from when and until when."))
            elif start is not None and end is not None:
                if last is not None and start <= last:
                    self.add_error(f"{key}{number}_von", _("This begins before the time above has ended."))
                last = end if end > start else time.max

    def _check_dates(self, data: Mapping[str, Any], key: str) -> None:
        first, last = data.get(f"{key}_von"), data.get(f"{key}_bis")
        if first is None:
            return
        if last is not None and not first <= last <= first + _LONGEST:
            self.add_error(f"{key}_bis", _("The last day comes after the first one, within a year."))
        elif last is not None and data.get(f"{key}_jedes") and last.year != first.year:
            self.add_error(f"{key}_jedes", _("What comes every year has to end before New Year."))

    def plan(self) -> Plan:
        """What was entered, of a valid form."""
        rule = self.cleaned_data["feiertage"]
        own = {CLOSED: DayPlan(), OWN: self._day_plan(HOLIDAY)}.get(rule)
        days = tuple(self._day_plan(key) for key in DAYS)
        specials = [self._special(f"tag{number}") for number in range(1, self.rows + 1)]
        said = tuple(sorted((one for one in specials if one), key=lambda one: (not one.is_yearly, one.first)))
        is_empty = all(day.is_closed for day in days) and not said and (own is None or own.is_closed)
        return Plan() if is_empty else Plan(days, own, rule == LIKE_SUNDAY, said)

    def _day_plan(self, key: str) -> DayPlan:
        return DayPlan(self._times(key, RANGES), self.cleaned_data[f"{key}_nv"])

    def _times(self, key: str, count: int) -> tuple[tuple[int, int], ...]:
        pairs = [(self.cleaned_data[f"{key}{n}_von"], self.cleaned_data[f"{key}{n}_bis"]) for n in range(1, count + 1)]
        return tuple(sorted((_minutes(start), _minutes(end)) for start, end in pairs if start is not None))

    def _special(self, key: str) -> Special | None:
        data = self.cleaned_data
        first = data[f"{key}_von"]
        if first is None:
            return None
        last = data[f"{key}_bis"] or first
        if data[f"{key}_jedes"]:
            first, last = first.replace(year=2000), last.replace(year=2000)
        return Special(first, last, self._times(f"{key}_", DATE_RANGES), data[f"{key}_satz"], data[f"{key}_jedes"])


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def hours_values(plan: Plan, today: date) -> dict[str, Any]:
    """What the form shows first: `plan` without exceptions that are over."""
    found: dict[str, Any] = {}
    for key, day in zip(DAYS, plan.days, strict=True):
        found |= _day_values(key, day)
    found["feiertage"] = _holiday_choice(plan)
    if found["feiertage"] == OWN and plan.holidays:
        found |= _day_values(HOLIDAY, plan.holidays)
    coming = [one for one in plan.specials if one.is_yearly or one.last >= today]
    for number, one in enumerate(coming[:MOST_SPECIALS], start=1):
        found |= _special_values(f"tag{number}", one, today)
    return found


def can_show(plan: Plan) -> bool:
    """Whether the form has room for all of `plan`."""
    days = [*plan.days, *([plan.holidays] if plan.holidays else [])]
    fits = all(len(day.times) <= RANGES for day in days) and len(plan.specials) <= MOST_SPECIALS
    return fits and all(len(one.times) <= DATE_RANGES and len(one.note) <= 80 for one in plan.specials)


def _holiday_choice(plan: Plan) -> str:
    if plan.like_sunday:
        return LIKE_SUNDAY
    if plan.holidays is None:
        return AS_USUAL if plan.days != Plan().days else CLOSED
    return CLOSED if plan.holidays.is_closed else OWN


def _day_values(key: str, day: DayPlan) -> dict[str, Any]:
    return {f"{key}_nv": day.by_appointment, **_range_values(key, day.times)}


def _range_values(key: str, times: tuple[tuple[int, int], ...]) -> dict[str, Any]:
    return {
        f"{key}{number}_{word}": time(minutes // 60, minutes % 60)
        for number, span in enumerate(times, start=1)
        for word, minutes in zip(("von", "bis"), span, strict=True)
    }


def _special_values(key: str, one: Special, today: date) -> dict[str, Any]:
    first, last = one.first, one.last
    if one.is_yearly:
        first, last = _this_year(first, today), _this_year(last, today)
    shown = {f"{key}_von": first, f"{key}_satz": one.note, f"{key}_jedes": one.is_yearly}
    return shown | ({f"{key}_bis": last} if last != first else {}) | _range_values(f"{key}_", one.times)


def _this_year(day: date, today: date) -> date:
    """29 February stays in a leap year."""
    return day if (day.month, day.day) == (2, 29) else day.replace(year=today.year)


def copied(data: QueryDict, source: str, targets: tuple[str, ...]) -> QueryDict:
    """What was typed, with the hours of one day also on others; nothing is stored."""
    found = data.copy()
    for target in targets:
        for name in [f"{n}_{word}" for n in range(1, RANGES + 1) for word in ("von", "bis")] + ["_nv"]:
            found.pop(f"{target}{name}", None)
            if data.get(f"{source}{name}"):
                found[f"{target}{name}"] = data.get(f"{source}{name}", "")
    return found


class HoursTextForm(forms.Form):
    """The same as text, for what the form cannot show."""

    text = forms.CharField(
        label=_("Opening hours as text"),
        help_text=_("As you would write it on the door: Mo to Fr 9-12, Tu 14-18; public holidays closed."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    as_typed = forms.BooleanField(
        label=_("Show it as I wrote it, even if nobody can say whether it is open now"), required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)
