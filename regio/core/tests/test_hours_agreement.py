"""Opening hours against the stored answers of the reference implementation, on real texts."""

import csv
import time
from datetime import timedelta
from pathlib import Path

import pytest

from regio.core.hours import HoursError, Schedule
from regio.core.hours.agreement import MOMENTS, compare

pytestmark = pytest.mark.shared_data


def test_real_texts_agree_with_the_reference_and_are_never_falsely_open(shared_data: Path) -> None:
    rows = compare(shared_data / "places" / "opening_hours.tsv")
    plain = [row for row in rows if not row.warnings]
    assert len(plain) > 3000
    assert [row.text for row in rows if row.is_falsely_open] == []
    assert sum(row.agrees for row in plain) / len(plain) >= 0.995
    assert sum(row.change == row.expected_change for row in plain) / len(plain) >= 0.99


def test_malformed_texts_are_understood_or_refused_quickly(shared_data: Path) -> None:
    with (shared_data / "places" / "opening_hours_malformed.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    understood = dict.fromkeys(("german", "other"), 0)
    slowest = 0.0
    for row in rows:
        started = time.process_time()
        try:
            Schedule.parse(row["raw"], land="BW", lat=48.1217, lon=7.85)
            understood[row["group"]] += 1
        except HoursError as refusal:
            assert str(refusal)
        slowest = max(slowest, time.process_time() - started)
    assert understood["german"] >= 220
    assert slowest < 0.05


def test_four_weeks_of_a_text_take_about_two_milliseconds(shared_data: Path) -> None:
    rows = compare(shared_data / "places" / "opening_hours.tsv")[:1000]
    started = time.process_time()
    for row in rows:
        try:
            schedule = Schedule.parse(row.text + " ", land="BW", lat=48.1217, lon=7.85)
        except HoursError:
            continue
        schedule.open_ranges(MOMENTS[0], MOMENTS[0] + timedelta(days=28))
    assert (time.process_time() - started) / len(rows) < 0.002
