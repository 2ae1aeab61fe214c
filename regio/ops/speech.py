"""What the command line says: German, or English where LANG says so. Without Django, so that it answers at once."""

import gettext
import os
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[1] / "locale"


def language() -> str:
    """`en` when the terminal speaks English, else `de`."""
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if said.startswith("en") else "de"


def _(text: str) -> str:
    """`text` in the language of the terminal."""
    return _catalogue.gettext(text)


_catalogue = gettext.translation("django", LOCALE, languages=[language()], fallback=True)
