"""Opening hours in a form: what was written there comes back, and real texts open at the same minutes."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regio.core.hours import DayPlan, HoursError, Plan, Schedule, Special, plan_of, text_of_plan

MONDAY = date(2026, 1, 5)


@st.composite
def times(draw: st.DrawFn, least: int = 0) -> tuple[tuple[int, int], ...]:
    """Up to three ranges in order; the last may end after midnight."""
    count = draw(st.integers(least, 3))
    edges = sorted(draw(st.sets(st.integers(0, 24 * 12 - 1), min_size=2 * count, max_size=2 * count)))
    found = [(edges[i] * 5, edges[i + 1] * 5) for i in range(0, 2 * count, 2)]
    if found and draw(st.booleans()):
        start = found[-1][0]
        found[-1] = (start, draw(st.integers(0, found[0][0] // 5)) * 5)
    return tuple(found)


DAY = st.builds(DayPlan, times(), st.booleans())
DATES = st.dates(date(2026, 1, 1), date(2027, 12, 31))
NOTE = st.sampled_from(["", "Betriebsferien", "Heiligabend: nur Abholung"])


@st.composite
def special(draw: st.DrawFn) -> Special:
    first = draw(DATES)
    if draw(st.booleans()):
        day = first.replace(year=2000)
        return Special(day, day, draw(times()), draw(NOTE), is_yearly=True)
    return Special(first, first + timedelta(days=draw(st.integers(0, 30))), draw(times()), draw(NOTE))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    days = tuple(draw(st.lists(DAY, min_size=7, max_size=7)))
    like_sunday = draw(st.booleans())
    holidays = None if like_sunday else draw(st.none() | DAY)
    return Plan(days, holidays, like_sunday, tuple(draw(st.lists(special(), max_size=3))))


@settings(max_examples=300, deadline=None)
@given(plans())
def test_what_a_form_writes_it_reads_again(plan: Plan) -> None:
    text = text_of_plan(plan)
    assert plan_of(text) == plan, text


@pytest.mark.parametrize(
    "text",
    [
        "Apr-Oct Mo-Fr 09:00-18:00",
        "Mo-Fr 09:00+",
        "Mo[1] 09:00-12:00",
        'Mo-Fr 09:00-12:00 "nur Kasse 2"',
        "PH off; Mo-Fr 09:00-12:00",
        "sunrise-sunset",
        "week 01-10 Mo 09:00-12:00",
    ],
)
def test_what_a_form_cannot_show_has_no_plan(text: str) -> None:
    Schedule.parse(text, land="BW", lat=48.1, lon=7.8)
    assert plan_of(text) is None


def test_usual_hours_become_a_plan() -> None:
    text = 'Mo-Fr 08:00-12:00,14:00-18:00; Sa 08:00-12:00; PH off; Dec 24 08:00-12:00; 2026 Aug 03-2026 Aug 21 off "Ferien"'
    plan = plan_of(text)
    assert plan is not None
    assert plan.days[0] == DayPlan(((480, 720), (840, 1080)))
    assert plan.days[5:] == (DayPlan(((480, 720),)), DayPlan())
    assert plan.holidays == DayPlan()
    assert plan.specials == (
        Special(date(2000, 12, 24), date(2000, 12, 24), ((480, 720),), is_yearly=True),
        Special(date(2026, 8, 3), date(2026, 8, 21), note="Ferien"),
    )
    assert text_of_plan(plan) == text


@pytest.mark.shared_data
def test_real_texts_open_at_the_same_minutes(shared_data: Path) -> None:
    planned = 0
    with (shared_data / "places" / "opening_hours.tsv").open(encoding="utf-8", newline="") as file:
        texts = [row["opening_hours"] for row in csv.DictReader(file, delimiter="\t") if row["valid"] == "1"]
    for text in texts[::7]:
        try:
            plan, before = plan_of(text), Schedule.parse(text, land="BW", lat=48.1, lon=7.8)
        except HoursError:
            continue
        if plan is None:
            continue
        planned += 1
        after = Schedule.parse(text_of_plan(plan), land="BW")
        mondays = [MONDAY + timedelta(weeks=week) for week in range(53)]
        for monday in mondays:
            expected = [(day.ranges, day.appointment) for day in before.week(monday)]
            assert [(day.ranges, day.appointment) for day in after.week(monday)] == expected, text
    assert planned > 0.8 * len(texts[::7])
