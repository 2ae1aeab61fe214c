"""Every payload in every field of words there is: nothing of it becomes more than text (SECURITY 12).

`test_every_field_is_filled_or_excused` fails when a later issue adds a field that is neither filled by world.py nor excused
in fields.py.
"""

import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from regio.accounts.models import User
from tests.conftest import url_names
from tests.security import fields, world
from tests.security.conftest import POST_ONLY, visitor
from tests.security.payloads import PAYLOADS
from tests.security.world import World

LINKS = {"href", "src", "action", "formaction", "hx-get", "hx-post"}
FORBIDDEN = re.compile(r"\s*(javascript|vbscript|data:text)", re.IGNORECASE)
MARKED_UP = {"p", "br", "strong", "em", "ul", "ol", "li", "h2", "h3", "h4"}  # core.rich.TAGS

type Seen = dict[tuple[str, str], str]


@pytest.fixture
def county_of_words(
    real: dict[str, Any], shop: Any, town: Any, talk: Any, county: Any, village: Any,
    resident: User, neighbour: User, shopkeeper: User, town_editor: User, owner: User, settings: Any,
) -> World:  # fmt: skip
    settings.ALLOWED_HOSTS = ["*"]
    people = {"resident": resident, "shopkeeper": shopkeeper, "town_editor": town_editor, "owner": owner,
              "neighbour": neighbour}  # fmt: skip
    built = world.build(World(people, shop, town, talk, real))
    world.check_constraints_now()
    fields.widen()
    return built


def test_every_field_is_filled_or_excused(county_of_words: World) -> None:
    assert len(PAYLOADS) >= 200
    assert fields.kept() <= set(fields.text_fields()), "excused fields that are not there any more"
    visitor(county_of_words.people["owner"])
    fields.fill(PAYLOADS)
    assert fields.missing(PAYLOADS) == {}


def pages_of(built: World, address_of: Callable[[str], str]) -> Seen:
    """Who and where → HTML, for everybody who gets a page there."""
    names = url_names() - POST_ONLY - {"organisations:sign", "portal:healthz"}  # paper: test_papers.py
    addresses = sorted({address_of(name) for name in names} | set(built.more))
    found = {}
    for who, person in {"anonymous": None, **built.people}.items():
        client = visitor(person, SERVER_NAME="localhost")
        for address in addresses if who != "neighbour" else [reverse("accounts:security")]:
            answer = client.get(address)
            assert answer.status_code < 500, (who, address)
            if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
                found[who, address] = answer.content.decode()
    return found


def seen_with(texts: list[str], built: World, address_of: Callable[[str], str]) -> Seen:
    """All pages with these texts. Looking signs in, reads notices and writes the trail: all of that is undone again."""
    cache.clear()
    with transaction.atomic():
        fields.fill(texts)
        found = pages_of(built, address_of)
        transaction.set_rollback(True)
    return found


class Elements(HTMLParser):
    """How many elements of each kind there are, those aside that marked-up text may make; and what would be executed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        for name, value in values.items():
            if name.startswith(("on", "hx-on")) or name == "srcdoc" or (name in LINKS and FORBIDDEN.match(value or "")):
                self.wrong.append(f"{tag} {name}={value}"[:80])
        if tag not in MARKED_UP and not (tag == "a" and values.get("rel") == "nofollow noopener"):
            self.found[tag] += 1


def test_no_page_holds_more_elements_than_with_harmless_words(
    county_of_words: World, address_of: Callable[[str], str]
) -> None:
    harmless = seen_with([fields.plain(text) for text in PAYLOADS], county_of_words, address_of)
    hostile = seen_with(PAYLOADS, county_of_words, address_of)
    assert harmless.keys() == hostile.keys()
    wrong = {}
    for where, html in hostile.items():
        before, after = Elements(harmless[where]), Elements(html)
        if after.wrong or before.found != after.found:
            wrong[where] = after.wrong + [str(set(before.found.items()) ^ set(after.found.items()))]
    assert wrong == {}, "\n".join(f"{where}: {what}" for where, what in wrong.items())
