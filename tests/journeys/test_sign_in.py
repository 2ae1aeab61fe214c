"""Ways to sign in, by keyboard alone, with the browser's virtual authenticator (KNOWN §4: allauth.mfa)."""

import re
import time
from collections.abc import Callable

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page

from regio.ops.stack import Stack

from .conftest import PHONE, sign_in, watched
from .test_pages import flaws

DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def press(page: Page, selector: str) -> None:
    """Walk to the button or link by Tab and press Enter."""
    target = page.locator(f"main {selector}").first
    target.wait_for()
    for _ in range(80):
        if target.evaluate("one => one === document.activeElement"):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is out of reach")


def by_name(stack: Stack, page: Page) -> str:
    """Passkeys belong to a name; the demo is reached by a number and by `localhost`."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return stack.address.replace("127.0.0.1", "localhost")


def test_passkey_is_added_and_signs_in(visit: Callable[..., Page], stack: Stack) -> None:
    page = visit(viewport=PHONE)
    home = by_name(stack, page)
    page.goto(f"{home}/konto/anmelden/")
    page.locator("form[action='/konto/demo/nachbar/'] button").click()
    page.wait_for_url(re.compile("/mein/"))
    with watched(page, home) as wrong:
        page.goto(f"{home}/konto/sicherheit/passkeys/")
        assert flaws(page) == []
        press(page, "regio-passkey button")
        page.wait_for_url(re.compile("/konto/sicherheit/$"))
        assert flaws(page) == []
        press(page, "form[action='/konto/abmelden/'] button")
        page.wait_for_url(lambda url: "sicherheit" not in url)
        page.goto(f"{home}/konto/anmelden/?next=/postfach/")
        press(page, "regio-passkey button")
        page.wait_for_url(re.compile("/postfach/"))
    assert [line for line in wrong if "localhost" not in line] == []


def test_by_its_number_the_page_says_where_passkeys_work(visit: Callable[..., Page], stack: Stack) -> None:
    page = visit()
    page.goto("/konto/anmelden/")
    link = page.locator("form[action='/konto/anmelden/passkey/'] a")
    assert link.get_attribute("href") == stack.address.replace("127.0.0.1", "localhost") + "/konto/anmelden/"


def test_app_asks_for_its_code_from_then_on(visit: Callable[..., Page]) -> None:
    page = visit(viewport=PHONE)
    sign_in(page, "partner")
    page.goto("/konto/sicherheit/app/")
    secret = page.locator(".a-key").text_content() or ""
    page.locator("#id_code").fill(now(secret))
    press(page, "form.r-form button")
    page.locator(".a-codes").wait_for()
    code = (page.locator(".a-codes code").first.text_content() or "").replace(" ", "")
    assert flaws(page) == []
    press(page, "a[href='/konto/sicherheit/']")
    page.wait_for_url(re.compile("/konto/sicherheit/$"))
    with page.expect_navigation():  # else the next page would cut signing out short
        press(page, "form[action='/konto/abmelden/'] button")
    page.goto("/konto/anmelden/")
    page.get_by_label("E-Mail-Adresse").fill("partner@demo.example")
    page.get_by_label("Passwort").fill("Regio-Demo-2026")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("zweiter-schritt"))
    assert flaws(page) == []
    page.keyboard.type(code)  # the field has the focus
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/mein/"))


def now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
