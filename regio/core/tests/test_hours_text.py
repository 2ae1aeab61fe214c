"""Opening hours: what people type, and what is refused."""

import time
from contextlib import suppress

import pytest
from django.utils import translation

from regio.core.hours import HoursError, Schedule, normalise


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Mo-Fr 08:00-18:00; Sa 08:00-13:00", "Mo-Fr 08:00-18:00; Sa 08:00-13:00"),
        ("Di u. Do 9-12 Uhr", "Tu,Th 09:00-12:00"),
        ("Montag – Freitag von 8.00 bis 12.00 und 13.00 bis 18.00 Uhr", "Mo-Fr 08:00-12:00,13:00-18:00"),
        ("täglich 9:00 - 19:00 Uhr", "Mo-Su 09:00-19:00"),
        ("Mo-Fr: 9-18 Uhr Sa. 9-13 Uhr", "Mo-Fr 09:00-18:00; Sa 09:00-13:00"),
        ("Mo, Di: 8h30-12h", "Mo,Tu 08:30-12:00"),
        ("Mo-Sa ab 17 Uhr, So Ruhetag", "Mo-Sa 17:00+, Su off"),
        ("Fr 17:00 - open end", "Fr 17:00+"),
        ("Sonn- und Feiertage 11-17 Uhr", "Su,PH 11:00-17:00"),
        ("25. April bis 2. November 10-18 Uhr", "Apr 25-Nov 02 10:00-18:00"),
        ("1.5.-30.9. Sa 10-12", "May 01-Sep 30 Sa 10:00-12:00"),
        ("Oct-Mar 8-13", "Oct-Mar 08:00-13:00"),
        ("Sep: Su [2] 10:00-18:00", "Sep Su[2] 10:00-18:00"),
        ("Mar Su[-1]-Oct Su[-1] -1 day: Mo 8-9", "Mar Su[-1]-Oct Su[-1] -1 day Mo 08:00-09:00"),
        ("week 2-52/2 Fr 08:00-14:00", "week 02-52/2 Fr 08:00-14:00"),
        ("We 9-12; Su,Ph off", "We 09:00-12:00; Su,PH off"),
        ("Mo 9-12, 14-17; Ruhetag: Mi", "Mo 09:00-12:00,14:00-17:00; We off"),
        ("Mo-Fr 8-12; 14-18", "Mo-Fr 08:00-12:00, Mo-Fr 14:00-18:00"),
        ("nach telefonischer Vereinbarung", '"nach Vereinbarung"'),
        ("Fr 9-12 oder nach Vereinbarung", 'Fr 09:00-12:00 || "nach Vereinbarung"'),
        ("24/7", "24/7"),
        ("Mo-Fr 9-12 geöffnet", "Mo-Fr 09:00-12:00"),
    ],
)
def test_what_people_type_becomes_the_standard_grammar(typed: str, expected: str) -> None:
    assert normalise(typed) == expected
    assert normalise(expected) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        ";;",
        "Selbstbedienung",
        "täglich außer Montag 9-12",
        "Lu-Do 10:00-14:00",  # Spanish: Monday to Sunday
        "Ma-Do 08:00-20:00",
        "Monday 9-5",
        "10-18 Uhr Sa, 12-17 Uhr So",
        "10:30 - 17:30 April bis Oktober",
        "Mo-Fr 8-16 Samstag geschlossen",
        "Apr-Jun Mo-Su 9-19 Fr 10-19",
        "bis 14 Uhr",
        "Mo 10:00",
        "Mo 25:00-26:00",
        "Mo 8:75-9:00",
        'Mo 8-12 "offen',
        "SH off",
        "Mo 09:00:21:00",
        "Mo-Fr PH 10:00-12:00",
        "Mo[7] 10-12",
    ],
)
def test_what_is_not_clear_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(HoursError) as refusal:
        Schedule.parse(text, land="BW")
    assert len(str(refusal.value)) > 10


def test_reason_is_in_the_language_of_the_page() -> None:
    with pytest.raises(HoursError) as refusal:
        Schedule.parse("Mo 8-12 Kneipe", land="BW")
    with translation.override("en"):
        assert refusal.value.text == str(refusal.value) == "The word “Kneipe” is not understood in opening hours."
    with translation.override("de"):
        assert refusal.value.text == "Das Wort „Kneipe“ ist in Öffnungszeiten nicht verständlich."


def test_unknown_land_is_refused() -> None:
    with pytest.raises(HoursError):
        Schedule.parse("Mo 8-12", land="Tirol")


def test_land_is_known_by_name_and_by_codes() -> None:
    schedules = {
        Schedule.parse("PH off", land=land) for land in ("BW", "DE-BW", "Baden-Württemberg", "baden-württemberg")
    }
    assert len(schedules) == 1


def test_sunset_without_a_place_is_refused() -> None:
    with pytest.raises(HoursError):
        Schedule.parse("Mo 08:00-sunset", land="BW")


@pytest.mark.parametrize(
    "piece",
    ['"', "Mo ", "Mo-", "1", "nach ", "oder nach ", "(", "([,-", "ab ", "Mo 1-2 ", "24/7 ", "|| ", "aufzeiten "],
)
@pytest.mark.parametrize("length", [599, 5000])
def test_hostile_texts_cost_little_and_never_crash(piece: str, length: int) -> None:
    text = (piece * length)[:length]
    started = time.perf_counter()
    with suppress(HoursError):
        Schedule.parse(text, land="BW")
    assert time.perf_counter() - started < 0.05
