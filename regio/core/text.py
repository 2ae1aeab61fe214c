"""Words: addresses from names, sort keys, initials."""

import re
import unicodedata
from collections.abc import Iterable

_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ẞ": "SS"})


def fold(text: str) -> str:
    """Lower case without accents, ß as ss: `Äpfel` → `apfel`."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ẞ", "ss"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()


def sort_key(name: str) -> str:
    """Key that sorts names by DIN 5007-1 (umlauts as their vowel), whatever the database's collation is."""
    return re.sub(r"[^0-9a-z]+", " ", fold(name)).strip()[:200]


def slug(text: str, *, longest: int = 60) -> str:
    """Part of an address: `Bäckerei Morgenröte` → `baeckerei-morgenroete`; never empty."""
    words = re.sub(r"[^0-9a-z]+", "-", fold(text.translate(_SPELLED))).strip("-")
    return words[:longest].strip("-") or "eintrag"


def one_line(text: str) -> str:
    """`text` on one line without what nobody sees: control characters, marks of direction, other blanks than spaces."""
    plain = "".join(letter if letter.isprintable() else " " * letter.isspace() for letter in text)
    return " ".join(plain.split())


def many_lines(text: str) -> str:
    """`text` without control characters and marks of direction; lines stay, blank ones at both ends go."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    seen = (" " if letter.isspace() and letter != "\n" else letter for letter in plain)
    return "".join(letter for letter in seen if letter.isprintable() or letter in "\n\u00ad\u200d").strip()


def without(text: str, words: Iterable[str]) -> str:
    """`text` with … in place of `words` (names, e-mail addresses) where they stand whole, however their case is."""
    known = sorted({word for word in words if word.strip()}, key=len, reverse=True)
    # Another's address may end like one of these: max@a.example and anna.max@a.example.
    found = "|".join(
        (r"(?<![\w.+-])" if "@" in word else r"(?<![^\W_])") + re.escape(word) + r"(?![^\W_])" for word in known
    )
    return re.sub(found, "…", text, flags=re.IGNORECASE) if found else text


def initials(name: str) -> str:
    """Up to two letters for an avatar: `Hofladen Lindenbühl` → `HL`."""
    words = [word for word in re.split(r"[^\w]+", name) if word and word[0].isalpha()]
    return "".join(word[0] for word in words[:2]).upper() or "?"
