"""A new shop owner: account, taking over the entry, imprint, photo, hours, how it works now, a page, the sign.

Once with fingers on a small phone in the dark, once with nothing but a keyboard on a wide screen in the light; every page passes
the accessibility check on the way. Ten minutes are held as a number of taps and texts: both are counted.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from regio.ops.stack import Stack

from .conftest import DESKTOP, PHONE, in_newest_mail, newest_code, watched
from .hands import Fingers, Keys
from .test_pages import flaws

LOOKS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": PHONE, "color_scheme": "dark", "has_touch": True},
    "keys": {"viewport": DESKTOP, "color_scheme": "light"},
}
HANDS = {"phone": Fingers, "keys": Keys}
WAYS = list(LOOKS)
SEND = "main form button.kern-btn--primary"
WAIT = 20_000  # the worker makes the sizes
MOST_TAPS, MOST_TEXTS = 26, 11  # at some twelve seconds each: within ten minutes


@pytest.fixture
def photo(tmp_path: Path) -> str:
    path = tmp_path / "laden.jpg"
    Image.new("RGB", (1600, 1200), "seagreen").save(path, "JPEG")
    return str(path)


class Owner:
    """Somebody with a browser who meets no flaw."""

    def __init__(self, page: Page, way: str, stack: Stack) -> None:
        self.page, self.stack, self.hand = page, stack, HANDS[way](page)

    def arrive(self, address: str | re.Pattern[str]) -> None:
        """On a page that is fit for everybody."""
        self.page.wait_for_url(address)
        self.page.wait_for_load_state("load")
        assert flaws(self.page) == []
        wide = self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide, f"{self.page.url} scrolls sideways"

    def sign_up(self, name: str, address: str) -> None:
        """From the page that says how it goes to a proven account."""
        self.hand.press("main a[href*='/konto/registrieren/']")
        self.arrive("**/konto/registrieren/**")
        self.hand.write("input[name=name]", name)
        self.hand.write("input[name=email]", address)
        self.hand.press("main form[action*='registrieren'] button")
        self.arrive("**/konto/adresse-bestaetigen/")
        self.hand.write("input[name=code]", newest_code(self.stack, address))
        self.hand.press("main form button")


def decide(desk: Page, case: str) -> None:
    """The desk accepts."""
    desk.goto(f"/traeger/faelle/{case}/entscheiden/")
    desk.locator("input[value=accept]").check()
    desk.locator(SEND).first.click()
    expect(desk.locator("input[name=outcome][type=hidden]")).to_have_count(1)
    desk.locator(SEND).first.click()
    desk.wait_for_url(lambda url: not url.endswith("/entscheiden/"))


@pytest.mark.parametrize(("way", "name"), [("phone", "Bäckerei Ehret"), ("keys", "Backhaus Goldähre")], ids=WAYS)
def test_entry_becomes_a_page_in_ten_minutes(
    way: str, name: str, visit: Callable[..., Page], stack: Stack, photo: str
) -> None:
    page, address = visit(**LOOKS[way]), f"inhaberin-{way}@mail.example"
    slug = {"phone": "baeckerei-ehret", "keys": "backhaus-goldaehre"}[way]
    entry, owner = f"/verzeichnis/{slug}/", Owner(page, way, stack)
    hand, edit = owner.hand, f"{entry}bearbeiten/"
    with watched(page, stack.address) as wrong:
        _find_and_claim(owner, entry, name=name, address=address, photo=photo)
        decide(visit(name="traeger"), page.url.rstrip("/").rsplit("/", 1)[-1])

        page.goto(in_newest_mail(stack, address, r"(http\S+/bearbeiten/)$"))
        owner.arrive(f"**{edit}")
        _complete(owner, edit, photo)
        _publish_a_page(owner, entry)
        hand.press(f"main a[href='{entry}']")
        owner.arrive(f"**{entry}")
        hand.press(f"main a[href='{edit}']:visible")
        owner.arrive(f"**{edit}")
        hand.press(f"main a[href='{edit}schild/']")
        owner.arrive(f"**{edit}schild/")
        with page.expect_download() as sign:
            hand.press("main a[href*='schild.pdf']")
        assert Path(sign.value.path()).read_bytes().startswith(b"%PDF-")
    assert wrong == []
    assert (hand.taps <= MOST_TAPS, hand.texts <= MOST_TEXTS) == (True, True), (hand.taps, hand.texts)

    _looks_good(visit(**LOOKS[way]), entry)


def _find_and_claim(owner: Owner, entry: str, *, name: str, address: str, photo: str) -> None:
    """From the front page to the desk, with an account made on the way."""
    page, hand = owner.page, owner.hand
    page.goto("/")
    hand.write("main input[name=q]", name)
    page.keyboard.press("Enter")
    owner.arrive("**/suche/**")
    hand.press(f"main a[href='{entry}']")
    owner.arrive(f"**{entry}")
    hand.press(f"main a[href='{entry}uebernehmen/']")
    owner.arrive(f"**{entry}uebernehmen/")
    owner.sign_up("Ines Inhaberin", address)
    owner.arrive(f"**{entry}uebernehmen/")
    hand.upload("#id_evidence", photo)
    hand.write("textarea[name=statement]", "Ich bin die Inhaberin.")
    hand.press("form[enctype] button.kern-btn--primary")
    owner.arrive("**/melden/**")


def _looks_good(visitor: Page, entry: str) -> None:
    """What everybody sees at once."""
    visitor.goto(entry)
    for said in ("Wir liefern", "8–11:30", "Ines Inhaberin"):
        expect(visitor.locator("main")).to_contain_text(re.compile(said, re.IGNORECASE))
    expect(visitor.locator(".b-head img[src^='/dateien/']")).to_be_visible()
    expect(visitor.locator("regio-share a")).to_be_visible()
    visitor.keyboard.press("End")
    expect(visitor.get_by_role("link", name="Brot auf Bestellung")).to_be_visible()


def _complete(owner: Owner, edit: str, photo: str) -> None:
    """Imprint, photo, hours, how it works now: each from the hub and back to it."""
    page, hand = owner.page, owner.hand
    hand.press(f"main a[href='{edit}impressum/']")
    owner.arrive(f"**{edit}impressum/")
    hand.write("input[name=legal_name]", "Ines Inhaberin")
    hand.press(SEND)
    owner.arrive(f"**{edit}")
    hand.press(f"main a[href='{edit}fotos/']")
    owner.arrive(f"**{edit}fotos/")
    hand.upload("#id_dateien", photo)
    expect(page.locator(".f-photo img")).to_have_count(1, timeout=WAIT)
    assert flaws(page) == []
    hand.press("main a.r-back")
    owner.arrive(f"**{edit}")
    hand.press(f"main a[href='{edit}zeiten/']")
    owner.arrive(f"**{edit}zeiten/")
    hand.time("#id_mo1_von", "0800")
    hand.time("#id_mo1_bis", "1130")
    hand.press("button[value=mo-fr]")
    page.wait_for_url("**#tag-sa")
    expect(page.locator("#id_fr1_bis")).to_have_value("11:30")
    expect(page.locator("#tag-sa")).to_be_in_viewport()  # goes on where one was
    expect(page.locator(".e-save button")).to_be_in_viewport()
    hand.press(".e-save button")
    owner.arrive(f"**{edit}")
    hand.press(f"main a[href='{edit}jetzt/']")
    owner.arrive(f"**{edit}jetzt/")
    hand.choose("ways", "delivery")
    hand.press(SEND)
    owner.arrive(f"**{edit}")


def _publish_a_page(owner: Owner, entry: str) -> None:
    """A heading and a text."""
    page, hand = owner.page, owner.hand
    hand.press(f"main a[href='/seiten{entry}']")
    owner.arrive(f"**/seiten{entry}")
    hand.write("#id_page_title", "Brot auf Bestellung")
    page.keyboard.press("Enter")
    owner.arrive(re.compile(r"/seiten/[0-9a-f-]{36}/$"))
    hand.write("textarea[name$='-text']", "Bis Donnerstag bestellt, am Samstag gebacken.")
    hand.press("button[value=publish]")
    owner.arrive(f"**{entry}seiten/**")


@pytest.mark.parametrize("way", WAYS)
def test_new_shop_is_registered_and_not_entered_twice(way: str, visit: Callable[..., Page], stack: Stack) -> None:
    page = visit(**LOOKS[way])
    owner = Owner(page, way, stack)
    hand, address, name = (
        owner.hand,
        f"neu-{way}@mail.example",
        {"phone": "Bäckerei Kiefers", "keys": "Bäckerei Kieffer"}[way],
    )
    with watched(page, stack.address) as wrong:
        page.goto("/verzeichnis/eintragen/")
        owner.arrive("**/eintragen/")
        owner.sign_up("Nora Neu", address)
        owner.arrive("**/eintragen/")
        hand.write("input[name=name]", name)
        hand.select("select[name=gemeinde]", "Emmendingen")
        hand.press(SEND)
        expect(page.locator("main a[href='/verzeichnis/baeckerei-kiefer/uebernehmen/']")).to_be_visible()
        assert flaws(page) == []
        hand.press("main a.r-back")
        owner.arrive("**/eintragen/?**")
        assert page.input_value("input[name=name]") == name  # nothing typed is lost
        assert page.input_value("select[name=gemeinde]") == "emmendingen"
        hand.press(SEND)
        hand.press("main form button.kern-btn--secondary")
        hand.choose("kind", "business")
        assert flaws(page) == []
        hand.write("input[name=category]", "Bäckerei")
        _say_who_answers(owner, address)
        _ask_for_a_call(owner)
        case = str(page.locator("main a[href^='/melden/']").get_attribute("href")).rstrip("/").rsplit("/", 1)[-1]
        hand.press("main a[href$='/bearbeiten/']")
        owner.arrive("**/bearbeiten/")
        expect(page.locator(".e-next a[href$='/fotos/']")).to_be_visible()  # one need not wait
        decide(visit(name="traeger"), case)
        page.reload()
        expect(page.locator("main")).to_contain_text("Öffentlich")
    assert [line for line in wrong if "409" not in line] == []


def _say_who_answers(owner: Owner, address: str) -> None:
    """The imprint of somebody alone; the legal form is asked first."""
    page, hand = owner.page, owner.hand
    hand.press(SEND)
    owner.arrive("**/bearbeiten/impressum/")
    hand.press(SEND)
    expect(page.locator(".kern-error")).to_be_visible()  # the legal form has to be said
    hand.choose("rechtsform", "sole")
    hand.press(SEND)
    owner.arrive("**rechtsform=sole**")
    assert page.input_value("input[name=legal_name]") == "Nora Neu"
    for field, text in {
        "street": "Hauptstraße 1", "postcode": "79312", "email": address, "phone": "07641 55512",
    }.items():  # fmt: skip
        hand.write(f"input[name={field}]", text)
    _tick(hand, "is_trader_certified")
    hand.press(SEND)
    owner.arrive("**/veroeffentlichen/")


def _ask_for_a_call(owner: Owner) -> None:
    """No document then."""
    page, hand = owner.page, owner.hand
    hand.choose("proof", "call")
    expect(page.locator("#id_evidence")).to_be_hidden()
    hand.write("textarea[name=statement]", "Ich bin die Inhaberin.")
    hand.press("form[enctype] button.kern-btn--primary")
    expect(page.locator("main a[href^='/melden/']")).to_be_visible()
    assert flaws(page) == []


def _tick(hand: Fingers, name: str) -> None:
    if isinstance(hand, Keys):
        hand.reach(f"input[name={name}]")
        hand.page.keyboard.press("Space")
    else:
        hand.page.locator(f"label[for=id_{name}]").tap()


def test_letter_brings_a_shop_to_its_owner(visit: Callable[..., Page], stack: Stack) -> None:
    """The code of a letter is asked for by keyboard; a wrong one is refused in words, and a stranger is led to an account."""
    page = visit(**LOOKS["keys"])
    path = "/verzeichnis/backhaus-morgenrot/uebernehmen/brief/?code=ABCD-EFGH"
    page.goto(path)
    assert flaws(page) == []
    owner = Owner(page, "keys", stack)
    owner.sign_up("Lars Brief", "brief@mail.example")
    page.wait_for_url(f"**{path}")  # the code came along


def test_page_is_shared_by_its_address_and_by_mail_without_script(visit: Callable[..., Page], stack: Stack) -> None:
    page = visit(**LOOKS["keys"])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/verzeichnis/hofladen-lindenbuehl/")
    Keys(page).press("regio-share a")  # this browser has no sheet for sharing
    expect(page.locator(".r-toast")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{stack.address}/verzeichnis/hofladen-lindenbuehl/"
    plain = visit(java_script_enabled=False, viewport=PHONE)
    plain.goto("/verzeichnis/hofladen-lindenbuehl/")
    link = str(plain.locator("regio-share a").get_attribute("href"))
    assert link.startswith("mailto:?subject=Hofladen%20Lindenb%C3%BChl&body=http")
