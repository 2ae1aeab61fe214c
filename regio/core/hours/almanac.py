"""What a place knows about a day: its public holidays, Easter, sunrise and sunset."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from regio.core.hours.errors import N_, HoursError
from regio.core.hours.words import EVENTS

BERLIN = ZoneInfo("Europe/Berlin")

_LANDS = {
    "BW": "Baden-Württemberg",
    "BY": "Bayern",
    "BE": "Berlin",
    "BB": "Brandenburg",
    "HB": "Bremen",
    "HH": "Hamburg",
    "HE": "Hessen",
    "MV": "Mecklenburg-Vorpommern",
    "NI": "Niedersachsen",
    "NW": "Nordrhein-Westfalen",
    "RP": "Rheinland-Pfalz",
    "SL": "Saarland",
    "SN": "Sachsen",
    "ST": "Sachsen-Anhalt",
    "SH": "Schleswig-Holstein",
    "TH": "Thüringen",
}
_CODES = {code.casefold(): code for code in _LANDS} | {name.casefold(): code for code, name in _LANDS.items()}


def land_code(land: str) -> str:
    """`BW` for "BW", "DE-BW" and "Baden-Württemberg". Raises HoursError for anything that is no German Land."""
    code = _CODES.get(land.strip().casefold().removeprefix("de-"))
    if code is None:
        raise HoursError(N_("“%(text)s” is not a German Land."), text=land)
    return code


@lru_cache(maxsize=128)
def public_holidays(land: str, year: int) -> Mapping[date, str]:
    """Day → German name of the public holidays of one Land (code) in one year."""
    # Imported here: 30 MB, and list pages never need it.
    from holidays.countries.germany import Germany  # noqa: PLC0415

    return dict(Germany(subdiv=land, years=year, language="de").items())


def holiday_name(land: str, day: date) -> str:
    """The holiday's name, empty on an ordinary day."""
    return public_holidays(land, day.year).get(day, "")


@lru_cache(maxsize=64)
def easter(year: int) -> date:
    """Easter Sunday, by the formula of Meeus, Jones and Butcher."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap, odd = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    quarter, left = divmod(rest, 4)
    week = (32 + 2 * odd + 2 * quarter - moon - left) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=4096)
def sun_minutes(event: int, day: date, lat: float, lon: float) -> int | None:
    """Minute of the local day at which the sun event (index into EVENTS) happens, None where it does not."""
    # Imported here: a compiled library that only the worker and few pages need.
    from opening_hours import OpeningHours  # noqa: PLC0415

    start = datetime.combine(day, time())
    light = OpeningHours(
        f"{EVENTS[event]}-{EVENTS[3 - event]}" if event < 2 else f"{EVENTS[3 - event]}-{EVENTS[event]}",
        coords=(lat, lon),
        auto_country=False,
    )
    for begin, end, state, *_ in light.intervals(start, start + timedelta(days=1)):
        if str(state).casefold().endswith("open"):
            at = begin if event < 2 else end
            return at.hour * 60 + at.minute
    return None
