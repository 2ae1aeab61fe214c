"""Open now, from stored ranges."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from regio.core.hours import Now, label_text, now_label

BERLIN = ZoneInfo("Europe/Berlin")
AT = datetime(2026, 3, 4, 10, tzinfo=BERLIN)  # a Wednesday


def after(hours: float) -> datetime:
    return AT + timedelta(hours=hours)


def text(*ranges: tuple[float, float], language: str = "de") -> str:
    stored = [(after(start), after(end)) for start, end in ranges]
    with translation.override(language):
        return label_text(now_label(stored, AT), AT)


def test_states_and_their_moments() -> None:
    assert now_label([(after(-1), after(8))], AT).until == after(8)
    assert now_label([(after(-1), after(1))], AT).state is Now.SOON
    assert now_label([(after(-1), after(1.02))], AT).state is Now.OPEN
    assert now_label([(after(-3), AT)], AT).state is Now.CLOSED
    assert now_label([(AT, after(2))], AT).is_open
    assert now_label([(after(9), after(10)), (after(4), after(5))], AT).opens_at == after(4)
    assert now_label([], AT).opens_at is None


def test_touching_ranges_count_as_one() -> None:
    assert now_label([(after(0.5), after(5)), (after(-2), after(0.5))], AT).until == after(5)


def test_moments_are_compared_over_the_clock_change() -> None:
    night = datetime(2026, 3, 29, 1, 30, tzinfo=BERLIN)
    label = now_label([(datetime(2026, 3, 28, 22, tzinfo=BERLIN), datetime(2026, 3, 29, 3, 15, tzinfo=BERLIN))], night)
    assert label.state is Now.SOON  # 45 minutes later, though the clock says 1:45


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        ([(-1, 8)], "Open until 6 p.m."),
        ([(-1, 1)], "Closes soon at 11 a.m."),
        ([(-1, 14)], "Open until midnight"),
        ([(-1, 400)], "Open"),
        ([(4, 5)], "Opens today at 2 p.m."),
        ([(22, 25)], "Opens tomorrow at 8 a.m."),
        ([(76, 77)], "Opens Saturday at 2 p.m."),
        ([(240, 241)], "Opens on March 14, 2026 at 10 a.m."),
        ([], "Closed"),
    ],
)
def test_label_in_english(ranges: list[tuple[float, float]], expected: str) -> None:
    assert text(*ranges, language="en") == expected


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        ([(-1, 8)], "Offen bis 18 Uhr"),
        ([(-1, 8.5)], "Offen bis 18:30 Uhr"),
        ([(-1, 1)], "Schließt bald um 11 Uhr"),
        ([(-1, 14)], "Offen bis 24 Uhr"),
        ([(4, 5)], "Öffnet heute um 14 Uhr"),
        ([(22, 25)], "Öffnet morgen um 8 Uhr"),
        ([(76, 77)], "Öffnet Samstag um 14 Uhr"),
        ([(240, 241)], "Öffnet am 14. März 2026 um 10 Uhr"),
        ([], "Geschlossen"),
    ],
)
def test_label_in_german(ranges: list[tuple[float, float]], expected: str) -> None:
    assert text(*ranges) == expected
