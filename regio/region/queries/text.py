"""Texts the law asks for: the version in force, older ones, and what the product ships as a beginning."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.cache import cache
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.urls import reverse
from jinja2 import TemplateNotFound

from regio.core.time import today
from regio.region.choices import TextKind
from regio.region.models import County, LegalText
from regio.region.queries.place import county, text_key

_SECONDS = 30
GERMAN = "de"
LINKS = {
    "ranking": "portal:ranking",
    "imprint": "portal:imprint",
    "account": "accounts:profile",
    "search": "portal:search",
    "easy": "portal:easy",
    "accessibility": "portal:accessibility",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as a page shows it. `version` 0 is the product's own beginning, which the owner has not changed."""

    kind: str
    language: str
    body: str
    version: int = 0
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a text stands in one language, for the desk."""

    kind: TextKind
    language: str
    version: int | None
    has_draft: bool


def text_in_force(kind: str, language: str) -> Shown:
    """What counts today: the newest version in `language`, else the German one, else what the product ships.

    Cached per process.
    """
    key = text_key(kind, language)
    found: Shown | None = cache.get(key)
    if found is None:
        found = _newest(kind, language) or _newest(kind, GERMAN) or Shown(kind, language, shipped(kind, language))
        cache.set(key, found, _SECONDS)
    return found


def _newest(kind: str, language: str) -> Shown | None:
    valid = LegalText.objects.published().filter(kind=kind, language=language, valid_from__lte=today())
    found = valid.order_by("-version").first()
    return _shown(found) if found else None


def _shown(text: LegalText) -> Shown:
    return Shown(text.kind, text.language, text.body, text.version or 0, text.valid_from)


def versions_of(kind: str, language: str) -> list[LegalText]:
    """Every published version, newest first, without the bodies."""
    return list(LegalText.objects.published().filter(kind=kind, language=language).defer("body").order_by("-version"))


def version_of(kind: str, language: str, number: int) -> Shown | None:
    """One version, whether it counts today or not; it was published, so everybody may read it."""
    found = LegalText.objects.filter(kind=kind, language=language, version=number).first()
    return _shown(found) if found else None


def draft_of(kind: str, language: str) -> LegalText | None:
    """What somebody is working on."""
    return LegalText.objects.filter(kind=kind, language=language, version=None).first()


def beginning_of(kind: str, language: str) -> str:
    """What the editor starts with: the draft, else what counts, else what the product ships."""
    draft = draft_of(kind, language)
    if draft:
        return draft.body
    found = _newest(kind, language)
    return found.body if found else shipped(kind, language)


def standings() -> list[Standing]:
    """All texts in all languages."""
    rows = LegalText.objects.values_list("kind", "language", "version")
    known: dict[tuple[str, str], list[int | None]] = {}
    for kind, language, version in rows:
        known.setdefault((kind, language), []).append(version)
    return [
        Standing(kind, language, max((number for number in found if number), default=None), None in found)
        for kind in TextKind
        for language, _name in settings.LANGUAGES
        for found in [known.get((kind, language), [])]
    ]


def shipped(kind: str, language: str) -> str:
    """The product's own text with the county's data in it; empty where it has none. It is Markdown: nothing is escaped."""
    own = county() or County(name="Regio-Plattform")
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    try:
        template = engine.env.overlay(autoescape=False).get_template(f"region/texts/{language}/{kind}.md")
    except TemplateNotFound:
        return ""
    context: dict[str, object] = {name: reverse(page) for name, page in LINKS.items()}
    context |= {
        "county": own,
        "land": own.get_land_display() or "",
        "session_days": settings.SESSION_COOKIE_AGE // 86_400,
    }
    return template.render(context).strip()
