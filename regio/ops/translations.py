"""`python -m regio.ops.translations [update|compile]`: the German catalogue, by Babel (makemessages loses texts).

`update` adds texts that are new in the source, `compile` (the default) builds the .mo files, quick when they are fresh.
Texts of libraries that we say differently stand in the catalogue too and are kept.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "regio"
LOCALE = SOURCE / "locale"
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
METHODS = [
    ("**/tests/**", "ignore"),
    ("**/migrations/**", "ignore"),
    ("**/jinja2/**.html", "jinja2.ext:babel_extract"),
    ("**/jinja2/**.txt", "jinja2.ext:babel_extract"),
    ("**/templates/**.html", "regio.ops.translations:extract_django"),
    ("**/templates/**.txt", "regio.ops.translations:extract_django"),
    ("**.py", "python"),
]
JINJA = {"extensions": "jinja2.ext.i18n", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
OPTIONS = {pattern: JINJA for pattern, method in METHODS if method.startswith("jinja2")}


def extracted() -> list[Message]:
    """Every text in the source that a person may read."""
    catalogue = Catalog()
    for _file, _line, text, comments, context in extract_from_dir(
        str(SOURCE), METHODS, OPTIONS, KEYWORDS, comment_tags=("Translators:",), directory_filter=_is_walked
    ):
        catalogue.add(text, None, auto_comments=comments, context=context)
    return [message for message in catalogue if message.id]


def extract_django(file: Any, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Babel extraction for the few pages in Django's template language, which Django itself turns into Python."""
    source = templatize(file.read().decode())
    return extract_python(BytesIO(source.encode()), keywords, comment_tags, options)


def update() -> int:
    """Number of texts that were added to the German catalogue without a translation."""
    path = LOCALE / "de" / "LC_MESSAGES" / "django.po"
    catalogue = _read(path) if path.exists() else Catalog(locale="de", domain="django", project="Regio-Plattform")
    known = {(message.id, message.context) for message in catalogue}
    new = [message for message in extracted() if (message.id, message.context) not in known]
    for message in new:
        catalogue.add(message.id, None, auto_comments=message.auto_comments, context=message.context)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, no_location=True, ignore_obsolete=True)
    return len(new)


def compile_all() -> int:
    """Number of catalogues that were compiled because their text is newer."""
    done = 0
    for path in LOCALE.glob("*/LC_MESSAGES/*.po"):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            continue
        new = target.with_suffix(".new")
        with new.open("wb") as file:
            write_mo(file, _read(path))
        new.replace(target)
        done += 1
    return done


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, domain="django", abort_invalid=True)


def _is_walked(folder: str) -> bool:
    return Path(folder).name not in {"tests", "migrations", "static", "locale", "__pycache__", "data"}


if __name__ == "__main__":
    if "update" in sys.argv:
        print(f"{update()} new texts in {LOCALE}")
    compile_all()
