"""Every page once on a small dark phone and once on a light desktop: accessible, quiet, polite, nothing from elsewhere."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from regio.ops.stack import Stack

from .conftest import DESKTOP, PHONE, watched

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
FAMILIAR = re.compile(r"\b(du|dich|dir|dein|deine|deinem|deinen|deiner|deines|euch|euer|eure)\b", re.IGNORECASE)
ANONYMOUS = [
    "/", "/suche/", "/suche/?q=Fahrrad", "/suche/?q=gibtesnicht", "/verzeichnis/", "/verzeichnis/?q=Rad&offen=1",
    "/verzeichnis/hofladen-lindenbuehl/", "/verzeichnis/landratsamt-emmendingen/", "/gemeinden/", "/gemeinden/emmendingen/",
    "/konto/anmelden/", "/konto/registrieren/", "/konto/code/", "/konto/passwort/", "/konto/wiederherstellen/",
    "/postfach/an/hofladen-lindenbuehl/",
    "/impressum/", "/datenschutz/", "/barrierefreiheit/", "/hilfe/", "/nutzungsbedingungen/", "/so-funktioniert-es/",
    "/reihenfolge/", "/leichte-sprache/", "/offline/", "/gibt-es-nicht/",
    "/melden/", "/melden/?was=organisations.organisation&key=1", "/melden/danke/", "/melden/zahlen/",
    "/melden/wer-sieht-was/",
]  # fmt: skip
SIGNED_IN = [
    "/",
    "/mein/",
    "/hinweise/",
    "/konto/",
    "/konto/sicherheit/",
    "/konto/sicherheit/app/",
    "/konto/sicherheit/passkeys/",
    "/konto/adresse/",
    "/postfach/",
    "/melden/meine/",
    "/verzeichnis/",
    "/postfach/an/breisgau-bote-am-morgen/",
]
LOOKS = [
    pytest.param({"viewport": PHONE, "color_scheme": "dark"}, id="phone-dark"),
    pytest.param({"viewport": DESKTOP, "color_scheme": "light"}, id="desktop-light"),
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def flaws(page: Page) -> list[str]:
    """What axe-core finds, one line each."""
    page.evaluate(AXE.read_text())
    result = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [f"{rule['id']}: {node['target']}" for rule in result["violations"] for node in rule["nodes"]]


def look_over(page: Page, path: str, stack: Stack) -> list[str]:
    """Everything wrong with one page."""
    with watched(page, stack.address) as wrong:
        answer = page.goto(path)
        page.wait_for_load_state("load")
        assert answer
        found = flaws(page)
        text = page.locator("body").inner_text()
        found += [f"says {hit[0]}" for hit in FAMILIAR.finditer(text)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append("scrolls sideways")
    expected = {404: ["status of 404"]}.get(answer.status, [])
    found += [line for line in wrong if not any(part in line for part in expected)]
    return [f"{path}: {line}" for line in found]


@pytest.mark.parametrize("look", LOOKS)
def test_public_pages(visit: Callable[..., Page], stack: Stack, look: dict[str, object]) -> None:
    page = visit(**look)
    assert [line for path in ANONYMOUS for line in look_over(page, path, stack)] == []


@pytest.mark.parametrize("look", LOOKS)
def test_pages_of_a_resident(visit: Callable[..., Page], stack: Stack, look: dict[str, object]) -> None:
    page = visit(name="buergerin", **look)
    page.goto("/postfach/")
    thread = page.locator("a.r-thread").first.get_attribute("href")
    assert thread
    assert [line for path in [*SIGNED_IN, thread] for line in look_over(page, path, stack)] == []


@pytest.mark.parametrize("look", LOOKS)
def test_pages_of_a_shopkeeper(visit: Callable[..., Page], stack: Stack, look: dict[str, object]) -> None:
    page = visit(name="haendlerin", **look)
    shop = "/verzeichnis/hofladen-lindenbuehl/"
    sections = [
        "",
        "jetzt/",
        "zeiten/",
        "zeiten/?als=text",
        "angaben/",
        "kontakte/",
        "kontakte/neu/",
        "orte/",
        "orte/neu/",
        "team/",
    ]
    pages = ["/mein/", "/postfach/?fuer=hofladen-lindenbuehl", shop, shop + "mitwirken/"]
    pages += [f"{shop}bearbeiten/{part}" for part in sections]
    assert [line for path in pages for line in look_over(page, path, stack)] == []


def test_english_pages_are_english(visit: Callable[..., Page]) -> None:
    page = visit(locale="en-GB")
    page.goto("/verzeichnis/")
    assert page.locator("html").get_attribute("lang") == "en"
    assert "Directory" in page.locator("body").inner_text()
