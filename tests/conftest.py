"""What all tests of the whole house share: every address there is, with something behind it."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from regio.accounts.models import User
from regio.chat.actions import open_conversation, send_message
from regio.chat.models import Conversation
from regio.moderation.actions import open_case
from regio.moderation.choices import REPORT
from regio.notifications.actions import tell
from regio.organisations.models import Organisation
from regio.pages.tests.conftest import places_of_pages
from regio.region.models import Municipality
from regio.region.queries import people

type Named = dict[str, dict[str, Any]]  # URL name → its arguments with their converters
NOWHERE = {"int": 10**6, "uuid": uuid4(), "str": "x", "slug": "gibt-es-nicht", "path": "x"}


def walk(patterns: list[URLPattern | URLResolver], prefix: str = "", above: dict[str, Any] | None = None) -> Named:
    """Every named address with the converters of its arguments, those of the folders above included."""
    found: Named = {}
    for pattern in patterns:
        arguments = (above or {}) | pattern.pattern.converters
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            found |= walk(pattern.url_patterns, inner, arguments)
        elif pattern.name:
            found[f"{prefix}{pattern.name}"] = arguments
    return found


def url_names() -> set[str]:
    return set(walk(get_resolver().url_patterns))


@pytest.fixture
def talk(resident: User, shop: Organisation, shopkeeper: User) -> Conversation:
    """A conversation of the resident with the shop."""
    conversation = open_conversation(shop, by=resident)
    send_message(conversation, by=resident, text="Guten Tag", id=uuid4(), for_organisation=False)
    conversation.refresh_from_db()
    return conversation


@pytest.fixture
def real(talk: Conversation, shop: Organisation, town: Municipality, resident: User) -> Iterator[dict[str, Any]]:
    """What addresses speak of: by room, and by room and argument. Anything else leads nowhere."""
    notice = tell(resident, kind="test.told", title="Entschieden", text="", url="/", mail=False)
    case = open_case(REPORT, by=resident, about=("test.thing", "1"), label="Anzeige")
    yield {
        "organisations.slug": shop.slug,
        "organisations:in_municipality.slug": town.slug,
        "region.slug": town.slug,
        "portal.slug": town.slug,
        "chat.id": talk.pk,
        "chat.slug": shop.slug,
        "notifications.pk": notice.pk,
        "moderation.id": case.pk,
        "report.id": case.pk,
        "accounts.name": "buergerin",
        "desk.word": people.address_of(resident),
        "locking.word": people.address_of(resident),
        "desk.kind": "terms",
        "desk.language": "de",
        **places_of_pages(shop, town),
    }


@pytest.fixture
def address_of(real: dict[str, Any]) -> Callable[[str], str]:
    """`address_of("organisations:page")` → "/verzeichnis/baeckerei-morgenroete/"."""
    known = walk(get_resolver().url_patterns)

    def argument(name: str, word: str, converter: Any) -> Any:
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        room = name.partition(":")[0]
        return real.get(f"{name}.{word}", real.get(f"{room}.{word}", NOWHERE[kind]))

    def address(name: str) -> str:
        return reverse(name, kwargs={word: argument(name, word, kind) for word, kind in known[name].items()})

    return address
