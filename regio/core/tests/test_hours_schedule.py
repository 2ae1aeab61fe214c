"""Opening hours: state, ranges and the week table, over midnight, clock changes and holidays."""

import sys
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from opening_hours import OpeningHours

from regio.core.hours import Schedule, State

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 3, 2, tzinfo=BERLIN)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def read(text: str, land: str = "BW") -> Schedule:
    return Schedule.parse(text, land=land)


def ranges(text: str, start: str, end: str) -> list[tuple[str, str]]:
    found = read(text).open_ranges(at(start), at(end))
    return [(begin.isoformat(timespec="minutes"), until.isoformat(timespec="minutes")) for begin, until in found]


def states(text: str, *moments: str, land: str = "BW") -> list[str]:
    return [read(text, land).state(at(moment)).value for moment in moments]


def test_ranges_are_half_open() -> None:
    assert states("Mo 08:00-12:00", "2026-03-02T07:59", "2026-03-02T08:00", "2026-03-02T11:59", "2026-03-02T12:00") == [
        "closed",
        "open",
        "open",
        "closed",
    ]


def test_ranges_are_cut_to_the_window_and_merged() -> None:
    assert ranges("Mo-Tu 00:00-24:00", "2026-03-02T10:00", "2026-03-04T10:00") == [
        ("2026-03-02T10:00+01:00", "2026-03-04T00:00+01:00")
    ]
    assert ranges("Mo 8-12,11-13", "2026-03-02T00:00", "2026-03-03T00:00") == [
        ("2026-03-02T08:00+01:00", "2026-03-02T13:00+01:00")
    ]


def test_evening_reaches_over_midnight_also_into_the_window() -> None:
    text = "Fr 22:00-02:00; Sa 10:00-12:00"
    assert ranges(text, "2026-03-07T00:30", "2026-03-08T00:00") == [
        ("2026-03-07T00:30+01:00", "2026-03-07T02:00+01:00"),
        ("2026-03-07T10:00+01:00", "2026-03-07T12:00+01:00"),
    ]
    assert states(text, "2026-03-07T01:59", "2026-03-07T02:00", "2026-03-06T01:00") == ["open", "closed", "closed"]


def test_closed_day_also_ends_the_evening_before() -> None:
    assert states("Mo-Su 20:00-02:00; Sa off", "2026-03-06T23:00", "2026-03-07T01:00") == ["open", "closed"]


def test_spring_night_is_one_hour_shorter() -> None:
    found = read("Sa 22:00-04:00").open_ranges(at("2026-03-28T12:00"), at("2026-03-29T12:00"))
    assert [until.astimezone(UTC) - begin.astimezone(UTC) for begin, until in found] == [timedelta(hours=5)]
    assert found[0][1].isoformat() == "2026-03-29T04:00:00+02:00"


def test_hours_that_the_clocks_skip_do_not_exist() -> None:
    assert ranges("Su 02:00-03:00", "2026-03-29T00:00", "2026-03-30T00:00") == []


def test_autumn_night_is_one_hour_longer() -> None:
    found = read("Sa 22:00-04:00").open_ranges(at("2026-10-24T12:00"), at("2026-10-25T12:00"))
    assert [until.astimezone(UTC) - begin.astimezone(UTC) for begin, until in found] == [timedelta(hours=7)]


def test_state_and_ranges_agree_in_the_doubled_hour() -> None:
    schedule = read("Su 01:00-02:30")
    [(begin, until)] = schedule.open_ranges(at("2026-10-25T00:00"), at("2026-10-26T00:00"))
    moment = datetime(2026, 10, 24, 22, tzinfo=UTC)
    while moment < datetime(2026, 10, 25, 3, tzinfo=UTC):
        is_in_range = begin.astimezone(UTC) <= moment < until.astimezone(UTC)
        assert (schedule.state(moment) is State.OPEN) == is_in_range
        moment += timedelta(minutes=15)


def test_epiphany_closes_in_baden_wuerttemberg_and_not_in_hesse() -> None:
    for land, expected in (("BW", "closed"), ("HE", "open"), ("Hessen", "open")):
        assert states("Mo-Fr 09:00-18:00; PH off", "2026-01-06T10:00", land=land) == [expected]


def test_hours_written_for_holidays_replace_the_ordinary_ones() -> None:
    text = "Mo-Sa 09:00-18:00; Su,PH 10:00-12:00"
    assert states(text, "2026-06-04T11:00", "2026-06-04T15:00", "2026-06-05T15:00") == ["open", "closed", "open"]


def test_holiday_beside_weekday_without_comma() -> None:
    assert states("Mo-Sa 9-18; Su PH off", "2026-01-06T10:00", "2026-01-07T10:00") == ["closed", "open"]
    assert states("PH Fr 17:00-20:00", "2026-05-01T18:00", "2026-05-08T18:00", "2026-05-25T18:00") == [
        "open",
        "closed",
        "closed",
    ]
    assert states("Th 7-12; PH Th closed", "2026-03-05T10:00", "2026-06-04T10:00") == ["open", "closed"]


@pytest.mark.parametrize(
    "text",
    [
        "nach Vereinbarung",
        '"nur nach Absprache"',
        'Mo-Fr 08:00-18:00 "nach Vereinbarung"',
        'Mo-Fr 08:00-18:00; "nach Vereinbarung"',
        "Mo-Fr 08:00-18:00 unknown",
        "Mo",
        "Apr-Sep; Mar",
        "täglich geöffnet",
        "08:00+",
    ],
)
def test_appointment_and_unsure_hours_are_never_open(text: str) -> None:
    schedule = read(text)
    assert schedule.state(at("2026-03-02T10:00")) is State.APPOINTMENT
    assert schedule.open_ranges(MONDAY, MONDAY + timedelta(days=28)) == []


def test_fallback_only_fills_what_is_closed() -> None:
    text = 'Fr 09:00-12:00 || "nach Vereinbarung"'
    assert states(text, "2026-03-06T10:00", "2026-03-06T13:00", "2026-03-07T10:00") == [
        "open",
        "appointment",
        "appointment",
    ]


def test_open_end_is_sure_until_its_end_and_unsure_behind() -> None:
    text = "Mo 17:00-22:00+"
    assert states(text, "2026-03-02T21:00", "2026-03-02T23:00", "2026-03-03T05:00", "2026-03-03T07:00") == [
        "open",
        "appointment",
        "appointment",
        "closed",
    ]


def test_later_rules_replace_the_day_and_added_ones_add() -> None:
    assert states("Mo-Fr 8-18; We 8-12", "2026-03-04T10:00", "2026-03-04T15:00") == ["open", "closed"]
    assert states("Mo-Fr 8-12, We 14-16", "2026-03-04T10:00", "2026-03-04T15:00") == ["open", "open"]


@pytest.mark.parametrize(
    ("text", "is_open", "is_closed"),
    [
        ("Nov-Feb 10:00-12:00", "2026-01-15T10:00", "2026-03-15T10:00"),
        ("Dec 24-26 10:00-12:00", "2026-12-26T10:00", "2026-12-27T10:00"),
        ("2026 Mar 05-2026 Mar 07 10-12", "2026-03-06T10:00", "2027-03-06T10:00"),
        ("Su[1] 10:00-12:00", "2026-03-01T10:00", "2026-03-08T10:00"),
        ("Su[-1] 10:00-12:00", "2026-03-29T10:00", "2026-03-22T10:00"),
        ("Mar-Nov Su[-1] 10:00-12:00", "2026-05-31T10:00", "2026-12-27T10:00"),
        ("Mar Su[-1]-Oct Su[-1] 10:00-12:00", "2026-03-29T10:00", "2026-03-28T10:00"),
        ("easter +39 days 10:00-12:00", "2026-05-14T10:00", "2026-05-15T10:00"),
        ("easter -8 days-Oct 16 10:00-12:00", "2026-03-28T10:00", "2026-03-27T10:00"),
        ("PH -1 day 10:00-12:00", "2026-12-24T10:00", "2026-12-26T10:00"),
        ("week 02-52/2 Fr 10:00-12:00", "2026-03-06T10:00", "2026-03-13T10:00"),
        ("2026 10:00-12:00", "2026-12-31T10:00", "2027-01-01T10:00"),
    ],
)
def test_parts_of_the_year(text: str, is_open: str, is_closed: str) -> None:
    assert states(text, is_open, is_closed) == ["open", "closed"]


def test_sunset_is_sure_only_while_it_is_surely_light() -> None:
    schedule = Schedule.parse("Mo-Su 08:00-sunset", land="BW", lat=48.12, lon=7.85)
    moments = ("2026-07-15T17:30", "2026-07-15T20:30", "2026-07-15T22:00", "2026-01-15T16:30", "2026-01-15T17:30")
    assert [schedule.state(at(moment)).value for moment in moments] == [
        "open",
        "appointment",
        "closed",
        "open",
        "closed",
    ]


def test_next_change_is_the_next_other_state() -> None:
    schedule = read("Mo-Sa 00:00-24:00; Su off")
    assert schedule.next_change(at("2026-03-02T10:00")) == at("2026-03-08T00:00")
    assert read("24/7").next_change(at("2026-03-02T10:00")) is None
    assert read("Dec 24 10-12").next_change(at("2026-03-02T10:00")) == at("2026-12-24T10:00")


def test_naive_moments_are_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        read("24/7").state(datetime(2026, 3, 2))  # noqa: DTZ001


def test_week_table_names_holidays_evenings_and_appointments() -> None:
    week = read('Mo-Th 9-12,14-18; Fr 20:00-02:00; PH off; Sa 10-12 "nach Absprache"').week(date(2026, 5, 25))
    assert [day.date.day for day in week] == [25, 26, 27, 28, 29, 30, 31]
    assert (week[0].ranges, week[0].holiday, week[0].is_holiday) == ((), "Pfingstmontag", True)
    assert week[1].ranges == ((time(9), time(12)), (time(14), time(18)))
    assert not week[1].is_holiday
    assert week[4].ranges == ((time(20), time(2)),)
    assert (week[5].ranges, week[5].appointment, week[5].comment) == ((), True, "nach Absprache")
    assert (week[6].ranges, week[6].appointment, week[6].comment) == ((), False, "")


def test_week_table_of_the_clock_change_shows_clock_times() -> None:
    week = read("Su 01:00-05:00; Mo 00:00-24:00").week(date(2026, 3, 23))
    assert week[6].ranges == ((time(1), time(5)),)
    assert week[0].ranges == ((time(0), time(0)),)


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Fr 08:00-12:00,14:00-18:00",
        "Tu-Su 11:00-14:00,17:00-23:00",
        "Fr-Sa 20:00-03:00",
        "Apr-Oct Sa 08:00-13:00",
        "24/7",
    ],
)
def test_a_second_implementation_says_the_same_over_a_year(text: str) -> None:
    start, end = datetime(2026, 1, 1, tzinfo=BERLIN), datetime(2027, 1, 1, tzinfo=BERLIN)
    other = OpeningHours(text).intervals(start.replace(tzinfo=None), end.replace(tzinfo=None))
    expected = [(begin, until) for begin, until, state, *_ in other if str(state).lower().endswith("open")]
    ours = [
        (begin.replace(tzinfo=None), until.replace(tzinfo=None)) for begin, until in read(text).open_ranges(start, end)
    ]
    assert ours == expected


def test_heavy_libraries_are_loaded_only_when_needed() -> None:
    import subprocess  # noqa: PLC0415

    code = (
        "import sys; from regio.core.hours import Schedule; from datetime import datetime, UTC;"
        "Schedule.parse('Mo-Fr 8-12', land='BW').state(datetime.now(UTC));"
        "sys.exit('holidays' in sys.modules or 'opening_hours' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
