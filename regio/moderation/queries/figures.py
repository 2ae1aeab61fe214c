"""Figures of a year (DSA Art. 15, 24): notices, measures, time, appeals. Numbers only, no names."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from statistics import median

from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from regio.moderation.choices import APPEAL, REPORT, UPHELD, Measure, Reason, Side, State
from regio.moderation.models import Case, Party
from regio.moderation.registry import kinds


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: section, what, value."""

    part: str
    what: str
    value: int | float


def years() -> list[int]:
    """Years in which anything was opened, newest first."""
    return sorted({at.year for at in Case.objects.datetimes("opened_at", "year")}, reverse=True)


def figures_of(year: int) -> list[Figure]:
    """All figures of cases opened in `year`, and of decisions made in it."""
    begin, end = _span(year)
    reports = Party.objects.filter(side=Side.OPENER, case__kind=REPORT, joined_at__gte=begin, joined_at__lt=end)
    decided = list(
        Case.objects.filter(state=State.DECIDED, decided_at__gte=begin, decided_at__lt=end).only(
            "kind", "outcome", "opened_at", "decided_at", "ground"
        )
    )
    about_content = [case for case in decided if case.kind == REPORT]
    appeals = [case for case in decided if case.kind == APPEAL]
    return [
        *_reports(Counter(reports.values_list("reason", flat=True))),
        *_measures(about_content),
        *_appeals(appeals, opened=Case.objects.filter(kind=APPEAL, opened_at__gte=begin, opened_at__lt=end).count()),
        *_others(decided),
        Figure(_("Automatic means"), _("Decisions by automatic means"), 0),
    ]


def parts_of(year: int) -> list[tuple[str, list[Figure]]]:
    """The same by section, in their order."""
    return [(part, list(lines)) for part, lines in groupby(figures_of(year), key=lambda one: one.part)]


def _span(year: int) -> tuple[datetime, datetime]:
    zone = get_current_timezone()
    return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)


def _reports(by_reason: Counter[str]) -> Iterable[Figure]:
    part = _("Reports received")
    yield Figure(part, _("All"), by_reason.total())
    for reason in Reason:
        yield Figure(part, str(reason.label), by_reason[reason])


def _measures(decided: list[Case]) -> Iterable[Figure]:
    part = _("Reports decided")
    yield Figure(part, _("All"), len(decided))
    counts = Counter(case.outcome for case in decided)
    for measure in Measure:
        yield Figure(part, str(measure.label), counts[measure])
    grounds = Counter(case.ground for case in decided)
    yield Figure(part, _("because of a law"), grounds["law"])
    yield Figure(part, _("because of the terms of use"), grounds["terms"])
    yield Figure(part, _("Median time to the decision in hours"), _median_hours(decided))


def _appeals(decided: list[Case], *, opened: int) -> Iterable[Figure]:
    part = _("Checks by another person")
    stayed = sum(case.outcome == UPHELD for case in decided)
    yield Figure(part, _("Asked for"), opened)
    yield Figure(part, _("Decision stayed"), stayed)
    yield Figure(part, _("Decision changed"), len(decided) - stayed)
    yield Figure(part, _("Median time to the decision in hours"), _median_hours(decided))


def _others(decided: list[Case]) -> Iterable[Figure]:
    counts = Counter(case.kind for case in decided)
    for kind in kinds():
        if kind.name not in (REPORT, APPEAL):
            yield Figure(_("Other decisions"), str(kind.label), counts[kind.name])


def _median_hours(decided: list[Case]) -> float:
    spans: list[timedelta] = [case.decided_at - case.opened_at for case in decided if case.decided_at]
    return round(median(span.total_seconds() for span in spans) / 3600, 1) if spans else 0
