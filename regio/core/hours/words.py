"""The words people and OpenStreetMap use in opening hours, and what they stand for."""

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
EVENTS = ("dawn", "sunrise", "sunset", "dusk")

# Each string holds the spellings of one value; a German name may end in s ("montags").
_DAY_WORDS = (
    "mo mon montag montags monday mondays",
    "tu di tue tues dienstag dienstags tuesday tuesdays",
    "we mi wed mittwoch mittwochs wednesday wednesdays",
    "th do don thu thur thurs donnerstag donnerstags thursday thursdays",
    "fr fri freitag freitags friday fridays",
    "sa sam sat samstag samstags sonnabend sonnabends saturday saturdays",
    "su so son sonn sun sonntag sonntags sunday sundays",
)
_MONTH_WORDS = (
    "jan januar jänner january",
    "feb februar february",
    "mar mär mrz märz maerz march",
    "apr april",
    "may mai",
    "jun juni june",
    "jul juli july",
    "aug august",
    "sep sept september",
    "oct okt oktober october",
    "nov november",
    "dec dez dezember december",
)
# kind → spellings; kinds are explained where the grammar reads them.
_OTHER_WORDS = {
    "ph": "ph feiertag feiertage feiertags feiertagen",
    "sh": "sh schulferien",
    "week": "week kw",
    "easter": "easter ostern",
    "count": "day days tag tage",
    "off": "off closed geschlossen ruhetag ruhetage zu",
    "open": "open",
    "unknown": "unknown",
    "and": "und u sowie and",
    "-": "bis to until",
    "from": "ab from",
    "drop": "uhr h hrs uhrzeit von vom jeweils öffnungszeiten öffnungszeit geöffnet offen ganzjährig",
    "through": "durchgehend",
}
_EVENT_WORDS = {"dawn": "dawn", "sunrise": "sunrise sonnenaufgang", "sunset": "sunset sonnenuntergang", "dusk": "dusk"}


def _table() -> dict[str, tuple[str, int]]:
    table: dict[str, tuple[str, int]] = {}
    for kind, rows in (("day", _DAY_WORDS), ("month", _MONTH_WORDS)):
        table |= {word: (kind, value) for value, row in enumerate(rows) for word in row.split()}
    for kind, row in _OTHER_WORDS.items():
        table |= dict.fromkeys(row.split(), (kind, 0))
    for event, row in _EVENT_WORDS.items():
        table |= {word: ("event", EVENTS.index(event)) for word in row.split()}
    table |= dict.fromkeys(("täglich", "tägl", "taeglich", "daily", "everyday"), ("every", 0))
    return table


# Word in lower case → (kind, value).
WORDS = _table()
