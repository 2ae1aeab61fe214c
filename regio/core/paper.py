"""Paper: PDF files and QR codes. The typesetting runs in a process of its own (regio.core.press), which can be stopped."""

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import segno
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from regio.core.errors import RegioError

SECONDS = 30
_FACES = {400: "core/fonts/fira-sans-400.woff2", 600: "core/fonts/fira-sans-600.woff2"}


class NoPaper(RegioError):
    """Pango is missing, or the typesetting took too long."""

    code = "no_paper"
    status = 503
    text = _("The PDF could not be made at the moment. Please try again later.")


@dataclass(frozen=True, slots=True)
class Sheets:
    """A finished PDF."""

    body: bytes
    pages: int


def pdf_of(html: str, *, css: str, seconds: int = SECONDS) -> Sheets:
    """Typeset `html`, which must be escaped, with `css` and the fonts of the house. Nothing else is ever fetched.

    Raises NoPaper when Pango is missing or after `seconds`.
    """
    order = json.dumps({"html": html, "css": css, "fonts": fonts(), "seconds": seconds})
    command = [sys.executable, "-m", "regio.core.press"]
    try:
        done = subprocess.run(command, input=order.encode(), capture_output=True, timeout=seconds, check=True)  # noqa: S603 - our own module
    except (subprocess.SubprocessError, OSError) as error:
        raise NoPaper from error
    pages, _line, body = done.stdout.partition(b"\n")
    return Sheets(body, int(pages))


def qr(address: str) -> Markup:
    """The QR code of `address` as SVG that scales: level Q still reads with a quarter of it dirty or torn."""
    code = segno.make(address, error="q", boost_error=False, micro=False)
    drawn = code.svg_inline(border=4, omitsize=True, svgclass="s-qr", lineclass=None, dark="#000", light="#fff")
    return Markup(drawn)  # noqa: S704 - drawn by segno: squares only


def missing_libraries() -> str:
    """Why there can be no PDF files; empty when all is there. Costs a second."""
    probe = "import weasyprint"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    return done.stderr.strip().rpartition("\n")[2] if done.returncode else ""


@cache
def fonts() -> dict[int, str]:
    """Weight → file of the typeface of the pages, as far as they were built; without them the system's is taken."""
    found = {weight: finders.find(name) or str(Path(settings.STATIC_ROOT) / name) for weight, name in _FACES.items()}
    return {weight: str(path) for weight, path in found.items() if Path(str(path)).is_file()}
