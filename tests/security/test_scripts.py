"""Stored and reflected scripts: every payload in every field, on every page that shows it, in Chromium (SECURITY 12, 13)."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from conftest import make_member, make_organisation, make_person
from regio.accounts.models import User
from regio.chat.actions import open_conversation, send_message
from regio.chat.models import Message, Pace
from regio.organisations.actions.organisation import keep_findable
from regio.organisations.choices import Role
from regio.organisations.models import Organisation
from regio.region.models import Municipality
from tests.journeys.conftest import FLAGS
from tests.security.conftest import visitor
from tests.security.payloads import PAYLOADS

PER_ORGANISATION = 24
FIELDS = ("category", "claim", "street", "housenumber", "postcode", "city", "opening_hours_text", "phone", "email", "source",
          "source_licence", "description", "words")  # fmt: skip
COUNT = "() => document.querySelectorAll('*').length"
FOREIGN = "() => [...document.querySelectorAll('[onerror],[onload],[onclick],[srcdoc],iframe,object,embed,base,marquee,math,xss')].length"
HREFS = "() => [...document.querySelectorAll('[href],[src],[action],[formaction]')].map(e => e.getAttribute('href') || e.getAttribute('src') || e.getAttribute('action')).filter(a => /^\\s*(javascript|data|vbscript):/i.test(a))"  # noqa: E501


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's own loop runs in this thread; nothing of ours is asynchronous.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", headless=True, args=FLAGS)
        yield browser
        browser.close()


def dressed(field: str, text: str) -> str:
    longest = Organisation._meta.get_field(field).max_length
    return text.replace("\0", "")[: longest or 2000]


def organisations(town: Municipality, texts: list[str]) -> list[Organisation]:
    """The payloads spread over organisations: each of them in a name, a dozen of them in the long fields."""
    found = []
    for number, text in enumerate(texts):
        fields: dict[str, Any] = {field: dressed(field, text) for field in FIELDS}
        if number % PER_ORGANISATION == 0:
            lines = [
                " ".join(text.replace("\0", "").split()) or "-" for text in texts[number : number + PER_ORGANISATION]
            ]
            fields["description"] = "\n".join(lines)
        name = dressed("name", text)
        found.append(
            make_organisation(name or "x", municipality=town, slug=f"o-{number}", lat=48.12, lon=7.85, **fields)
        )
    keep_findable(one.pk for one in found)
    return found


class Watch:
    """Collects what must not happen: dialogs, violations of the policy, script errors, foreign requests."""

    def __init__(self, page: Page, own: str) -> None:
        self.wrong: list[str] = []
        page.on("dialog", lambda dialog: (self.wrong.append(f"dialog {page.url}"), dialog.dismiss()))
        page.on("pageerror", lambda error: self.wrong.append(f"{page.url}: {error}"))
        page.on("console", self._said)
        page.on(
            "request",
            lambda request: None if request.url.startswith((own, "ws://", "data:")) else self.wrong.append(request.url),
        )

    def _said(self, line: Any) -> None:
        if re.search("Content Security Policy|Refused to", line.text):
            self.wrong.append(line.text)


def signed_in_page(browser: Browser, live_server: LiveServer, person: User) -> Page:
    client = visitor(person)
    context = browser.new_context(base_url=live_server.url, locale="de-DE")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    context.add_cookies([{**cookie, "url": live_server.url}])  # type: ignore[list-item]
    return context.new_page()


def look(page: Page, address: str) -> int:
    """Number of elements of a page, after its scripts ran and everything lazy was loaded; nothing executable among them."""
    page.set_viewport_size({"width": 1280, "height": 12_000})  # so that everything lazy is in view
    answer = page.goto(address, wait_until="networkidle")
    assert answer and answer.status < 500, address
    if page.locator("regio-map").count():
        page.locator(".leaflet-marker-icon").first.wait_for(state="attached")
    assert page.evaluate(FOREIGN) == 0, address
    assert page.evaluate(HREFS) == [], address
    return int(page.evaluate(COUNT))


@pytest.mark.browser
@pytest.mark.xdist_group("scripts")
def test_no_text_becomes_more_than_text(
    transactional_db: None, chromium: Browser, live_server: LiveServer, town: Municipality, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    assert len(PAYLOADS) >= 200
    plain = ["harmlos"] * len(PAYLOADS)
    counts = []
    for texts in (plain, PAYLOADS):
        Organisation.objects.all().delete()
        found = organisations(town, texts)
        reader, chatty = make_person(f"Lea {len(counts)}", home=town), found[0]
        User.objects.filter(pk=reader.pk).update(name=texts[-60][:80].replace("\0", ""))
        staff = make_member(chatty, make_person(f"Ina {len(counts)}"), role=Role.MANAGER)
        User.objects.filter(pk=staff.pk).update(name=texts[3][:80].replace("\0", ""))
        reader.refresh_from_db()
        talk = open_conversation(chatty, by=reader)
        for number, text in enumerate(texts):
            side = reader if number % 2 else staff
            Pace.objects.all().delete()
            send_message(talk, by=side, text=f"x{text}", id=uuid4(), for_organisation=side is staff)
        counts.append(walk(chromium, live_server, [reader, staff], found, talk.pk, texts))
        Message.objects.all().delete()
    assert counts[0].keys() == counts[1].keys()
    different = {
        address: (counts[0][address], counts[1][address])
        for address in counts[0]
        if counts[0][address] != counts[1][address]
    }
    assert different == {}


def walk(
    browser: Browser,
    live_server: LiveServer,
    people: list[User],
    found: list[Organisation],
    talk: Any,
    texts: list[str],
) -> dict[str, int]:
    """Elements of every page that shows the texts."""
    seen: dict[str, int] = {}
    for role, person in enumerate(people):
        page = signed_in_page(browser, live_server, person)
        watch = Watch(page, live_server.url)
        last = len(texts)
        pages = ["/", "/mein/", "/konto/", "/postfach/", "/verzeichnis/?sortierung=name", "/suche/", f"/postfach/{talk}/",
                 "/gemeinden/emmendingen/", f"/postfach/{talk}/?vor={last - 48}", f"/postfach/{talk}/?vor={last - 98}",
                 f"/postfach/{talk}/?vor={last - 148}", f"/postfach/{talk}/?vor={last - 198}"]  # fmt: skip
        if role:
            pages.append(f"/postfach/?fuer={found[0].slug}")
        for address in pages:
            seen[f"{role} {address.replace(str(talk), 'TALK')}"] = look(page, address)
        assert watch.wrong == []
        page.context.close()
    page = browser.new_context(base_url=live_server.url, locale="de-DE").new_page()
    watch = Watch(page, live_server.url)
    for one in found[::PER_ORGANISATION]:
        seen[f"page {one.slug}"] = look(page, f"/verzeichnis/{one.slug}/") - bool(one.opening_hours)
        linked = page.locator("script[type='application/ld+json']").text_content()
        assert json.loads(linked or "")["name"] == one.name
    assert watch.wrong == []
    page.context.close()
    return seen


@pytest.mark.browser
@pytest.mark.xdist_group("scripts")
def test_no_word_of_an_address_becomes_more_than_text(
    transactional_db: None, chromium: Browser, live_server: LiveServer, town: Municipality, settings: Any
) -> None:
    """Reflected: words of a search and of everything else a page repeats."""
    settings.ALLOWED_HOSTS = ["*"]
    page = chromium.new_context(base_url=live_server.url).new_page()
    watch = Watch(page, live_server.url)
    harmless = {path: look(page, f"{path}?q=harmlos") for path in ("/suche/", "/verzeichnis/", "/gibt-es-nicht/")}
    for text in PAYLOADS[::16]:
        for path, elements in harmless.items():
            found = look(page, f"{path}?{urlencode({'q': f'harmlos{text}', 'nach': text, 'ort': text, 'x': text})}")
            assert abs(found - elements) <= 8, (path, text)  # chips and hints of an empty result, never a payload's own
    assert watch.wrong == []
    page.context.close()


def test_every_payload_comes_out_escaped(town: Municipality) -> None:
    """All of them, also those the browser test does not open a page of its own for."""
    scripts = harmless_scripts(town)
    for one in organisations(town, PAYLOADS):
        html = visitor().get(f"/verzeichnis/{one.slug}/").content.decode()
        assert (html.count("<script"), html.count("</script>")) == (scripts, scripts)
        assert "SECRET_KEY" not in html or "{{" in one.name


def harmless_scripts(town: Municipality) -> int:
    other = make_organisation("harmlos", municipality=town)
    html = visitor().get(f"/verzeichnis/{other.slug}/").content.decode()
    return html.count("<script")
