"""One running demo and one Chromium for all journeys (KNOWN: flags that keep it quiet and give it fake devices)."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from regio.ops.stack import Stack

FLAGS = [
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    "--disable-domain-reliability", "--no-pings", "--disable-quic",
]  # fmt: skip
PHONE = {"width": 320, "height": 640}
DESKTOP = {"width": 1280, "height": 900}
READ: set[Path] = set()
"""Mails a journey has opened; a folder of its own per run keeps runs apart."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys run in one worker: one stack, one browser."""
    for item in items:
        if "tests/journeys" in item.path.as_posix():
            item.add_marker(pytest.mark.xdist_group("journeys"))
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The demo county, started as `make demo` starts it."""
    with Stack(tmp_path_factory.mktemp("demo")) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", headless=True, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(stack: Stack, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """`visit(name="haendlerin", viewport=PHONE, color_scheme="dark")`: a browser of its own, signed in as that person."""
    contexts: list[BrowserContext] = []

    def open_page(*, name: str = "", **options: Any) -> Page:
        context = chromium.new_context(
            base_url=stack.address, locale=options.pop("locale", "de-DE"), viewport=options.pop("viewport", DESKTOP),
            timezone_id="Europe/Berlin", **options,
        )  # fmt: skip
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        if name:
            sign_in(page, name)
        return page

    yield open_page
    for context in contexts:
        context.close()


def sign_in(page: Page, name: str) -> None:
    """One click on the demo's sign-in page."""
    page.goto("/konto/anmelden/")
    page.locator(f"form[action='/konto/demo/{name}/'] button").click()
    page.wait_for_url(lambda url: "/konto/anmelden" not in url)


@contextmanager
def watched(page: Page, own: str) -> Iterator[list[str]]:
    """Collects what must not happen on a page: foreign requests, script errors, violations of the content policy."""
    wrong: list[str] = []
    page.on(
        "request", lambda r: None if re.match(r"(http|ws)://127\.0\.0\.1:|data:|blob:", r.url) else wrong.append(r.url)
    )
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("console", lambda line: wrong.append(f"{page.url}: {line.text}") if line.type == "error" else None)
    yield wrong


def newest_code(stack: Stack, address: str) -> str:
    """The six digits in the newest mail to `address`."""
    return in_newest_mail(stack, address, r"^\s*(\d{6})\s*$")


def in_newest_mail(stack: Stack, address: str, pattern: str) -> str:
    """What `pattern` finds in the newest mail to `address`; the worker writes it into the demo's outbox a moment later.

    A mail is read once: who asks for a second code waits for the second mail.
    """
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        unread = set((stack.data / "outbox").glob("*")) - READ
        for file in sorted(unread, key=lambda file: -file.stat().st_mtime_ns):
            mail = message_from_bytes(file.read_bytes().split(b"\n-----")[0], policy=policy.default)
            body = mail.get_body(("plain",)) if address in str(mail["To"]) else None
            if body and (found := re.search(pattern, body.get_content(), re.MULTILINE)):
                READ.add(file)
                return found[1]
        time.sleep(0.1)
    raise AssertionError(f"no mail for {address} with {pattern}")
