"""The Jinja2 environment of all pages: what every template may use besides the macros in core/ui/."""

import re
from functools import cache, lru_cache
from typing import Any

import jinja2
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from regio.core import text, time

_SLOT = re.compile("\ue000(.*?)\ue001")  # what stands where a late word comes; no keyboard writes these letters


def environment(**options: Any) -> jinja2.Environment:
    """Autoescaping environment with translations, addresses and the formats of German pages."""
    env = jinja2.Environment(  # noqa: S701 - Django's backend passes autoescape=True in options
        **{
            **options,
            "extensions": ["jinja2.ext.i18n"],
            "trim_blocks": True,
            "lstrip_blocks": True,
            "undefined": jinja2.StrictUndefined,
        }
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    env.globals.update(_=words, static=static_address, glyph_svg=glyph, url=address, now=time.now, kept=kept)
    env.filters.update(
        initials=text.initials,
        day=time.day_text,
        clock=time.clock_text,
        date=time.date_text,
        moment=time.moment_text,
        number=time.number_text,
        picture=picture,
    )
    return env


def words(text: str, /, **values: object) -> Markup:
    """What `_` of the extension gives, without going through the context three times: sixty words stand on a list page."""
    said = _said(text, get_language())
    return said % values if values or "%" in said else said


@lru_cache(maxsize=8192)
def _said(text: str, _language: str) -> Markup:
    return Markup(gettext(text))  # noqa: S704 - our own words


def kept(macro: Macro, *fixed: object, **late: object) -> Markup:
    """What `macro(*fixed, **late)` gives, printed once per language and `fixed`, which must be hashable.

    `late` words differ from page to page; the macro may print them and nothing else: no condition, no filter.
    """
    pieces = _pieces(macro, get_language(), fixed, tuple(late))
    said = [escape(late[piece]) if number % 2 else piece for number, piece in enumerate(pieces)]
    return Markup("".join(said))  # noqa: S704 - printed by the macro, and escaped words


@lru_cache(maxsize=256)
def _pieces(macro: Macro, _language: str, fixed: tuple[object, ...], late: tuple[str, ...]) -> list[str]:
    # Markup and names of late words by turns, beginning and ending with markup.
    printed = macro(*fixed, **{name: Markup(f"\ue000{name}\ue001") for name in late})  # noqa: S704 - our own names
    return _SLOT.split(str(printed))


@cache
def static_address(path: str) -> str:
    """Address of a static file; it never changes while a process lives."""
    return staticfiles_storage.url(path)


@cache
def glyph(name: str, size: str = "") -> Markup:
    """A glyph of the sprite as markup: `icon` in core/ui/icon.html. A list page shows a hundred of them."""
    kind = f"r-i r-i--{size}" if size else "r-i"
    return Markup('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>').format(
        kind, static_address("core/icons.svg"), name
    )


def picture(path: str) -> str:
    """Address of a picture below static/; empty for none, and for one that is no longer there."""
    if not path or path.startswith("/"):
        return path
    try:
        return static_address(path)
    except ValueError:
        return ""


def address(name: str, *args: object, **kwargs: object) -> str:
    """`reverse` as templates call it: `{{ url("organisations:page", slug=o.slug) }}`."""
    return _address(name, args, tuple(kwargs.items())) if args or kwargs else fixed_address(name)


@lru_cache(maxsize=4096)
def _address(name: str, args: tuple[object, ...], kwargs: tuple[tuple[str, object], ...]) -> str:
    # Some twenty on a page, and Django works each out in a tenth of a millisecond.
    return reverse(name, args=args or None, kwargs=dict(kwargs) or None)


@cache
def fixed_address(name: str) -> str:
    """Address of a page that stands alone. Some thirty on every page, always the same."""
    return reverse(name)
