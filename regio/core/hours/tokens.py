"""From text to tokens: one pass, no backtracking, so that hostile text costs no more than honest text."""

import re
from typing import NamedTuple

from regio.core.hours.errors import N_, HoursError
from regio.core.hours.words import WORDS

# OpenStreetMap allows 255 characters; people write a little more.
LONGEST = 600


class Token(NamedTuple):
    """`kind` decides the grammar, `value` is a number (minutes, day, month …), `text` the comment or the source."""

    kind: str
    value: int = 0
    text: str = ""


_TOKEN = re.compile(
    r"""(?P<comment>"[^"]*")
      | (?P<always>24/7)
      | (?P<date>\d{1,2}\.[ ]?\d{1,2}\.(?!\d))
      | (?P<time>\d{1,2}(?:[:.]\d{2}|[hH]\d{2}(?!:)|:0)(?!\d))
      | (?P<number>\d{1,4}(?!\d))
      | (?P<word>[^\W\d_]+)
      | (?P<op>\|\||[-,;:+/()\[\]&])
      | (?P<space>[\s.]+)""",
    re.VERBOSE,
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−~"), "-")
_PLAIN = {
    **_DASHES,
    **dict.fromkeys(map(ord, "“”„«»″"), '"'),
    ord("："): ":",
    ord("，"): ",",
    ord("；"): ";",
    ord("\u200b"): " ",
}

# "nach telefonischer Vereinbarung", "auf Anfrage", "oder n. V.": nobody is surely there.
_APPOINTMENT = re.compile(
    r"""(?:\b(?:und|oder|sowie|or)[ ])?
        (?:\b(?:nur|auch|jederzeit|ansonsten|sonst|termine?|[^\W\d_]{0,20}zeiten)[ ]){0,2}
        (?:\b(?:nach|auf|bei|mit)[ ]
           (?:(?:vorherige[rn]?|telefon(?:ische[rn]?)?|telefon\.|tel\.|persönliche[rn]?)[ ]?){0,2}
           (?:(?:termin)?vereinbarung|absprache|anfrage|bestellung|(?:vor)?anmeldung|termin)\b
         | \bn\.[ ]?v\.(?!\w) | \bby[ ]appointment\b | \bon[ ]appointment\b)""",
    re.VERBOSE | re.IGNORECASE,
)
APPOINTMENT = "nach Vereinbarung"
_OPEN_END = re.compile(r"(?:- ?|\bbis )?\bopen[ -]?end\b", re.IGNORECASE)


def read(text: str) -> list[Token]:
    """The tokens of `text` without filler words. Raises HoursError for words that it does not know."""
    if len(text) > LONGEST:
        raise HoursError(N_("The text is too long for opening hours."))
    plain = text.translate(_PLAIN)
    if plain.count('"') % 2:
        raise HoursError(N_("A quotation mark is not closed."))
    parts = plain.split('"')
    tokens: list[Token] = []
    for index, part in enumerate(parts):
        if index % 2:
            tokens.append(Token("comment", text=" ".join(part.split())))
        else:
            tokens += _read_plain(part)
    return tokens


def _read_plain(part: str) -> list[Token]:
    """Everything outside quotation marks; phrases for "by appointment" become a fallback comment."""
    tokens: list[Token] = []
    at = 0
    part = _OPEN_END.sub("+", " ".join(part.split()))
    for phrase in _APPOINTMENT.finditer(part):
        tokens += _read_words(part[at : phrase.start()])
        tokens += [Token("||"), Token("comment", text=APPOINTMENT)]
        at = phrase.end()
    return tokens + _read_words(part[at:])


def _read_words(part: str) -> list[Token]:
    tokens: list[Token] = []
    at = 0
    while at < len(part):
        found = _TOKEN.match(part, at)
        if found is None:
            raise HoursError(N_("“%(text)s” is not understood in opening hours."), text=part[at])
        tokens += _token(str(found.lastgroup), found.group())
        at = found.end()
    return tokens


def _token(kind: str, text: str) -> list[Token]:
    match kind:
        case "word":
            return _word(text)
        case "time":
            return [Token("time", _minutes(text), text)]
        case "date":
            return _german_date(text)
        case "number":
            return [Token("number", int(text), text)]
        case "op":
            return [Token("and" if text == "&" else text)]
        case "always":
            return [Token("always")]
    return []


def _word(text: str) -> list[Token]:
    entry = WORDS.get(text.lower())
    if entry is None:
        raise HoursError(N_("The word “%(text)s” is not understood in opening hours."), text=text[:40])
    kind, value = entry
    if kind == "drop":
        return []
    if kind == "every":
        return [Token("day", 0), Token("-"), Token("day", 6)]
    return [Token(kind, value, text)]


def _minutes(text: str) -> int:
    hours, minutes = re.split(r"[:.hH]", text)
    if int(hours) > 48 or int(minutes) > 59:
        raise HoursError(N_("“%(text)s” is not a time of day."), text=text)
    return int(hours) * 60 + int(minutes)


def _german_date(text: str) -> list[Token]:
    """`1.5.` is the first of May; `18.00.` is a time at the end of a sentence."""
    text = text.replace(" ", "").rstrip(".")
    day, month = map(int, text.split("."))
    if 1 <= month <= 12 and 1 <= day <= 31:
        return [Token("month", month - 1), Token("number", day)]
    return [Token("time", _minutes(text), text)]
