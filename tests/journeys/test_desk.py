"""The owner's people at their desk, by keyboard alone, on a small dark phone and on a light desktop."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from regio.ops.stack import Stack

from .conftest import PHONE, in_newest_mail, sign_in
from .test_cases import choose, press, reach, write
from .test_pages import LOOKS, flaws

type Visit = Callable[..., Page]
LINK = r"(http\S+zeichen=\S+)"


def submit(page: Page) -> None:
    """The main button of the page's form."""
    press(page, page.locator("main form.r-form button[type=submit], main form button.kern-btn--primary").last)


def looked_over(page: Page) -> None:
    assert flaws(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize("look", LOOKS)
def test_a_duty_is_given_and_taken_back(visit: Visit, look: dict[str, object]) -> None:
    owner = visit(name="traeger", **look)
    owner.goto("/traeger/")
    looked_over(owner)
    press(owner, owner.locator("main a[href='/traeger/leute/']"))
    looked_over(owner)
    write(owner, "email", "redaktion@demo.example")
    owner.keyboard.press("Enter")
    reach(owner, owner.locator("main select[name=duty]"))
    owner.keyboard.type("Prüf")
    looked_over(owner)
    press(owner, owner.locator("main aside form button[type=submit]"))
    held = owner.locator("main form[action$='/aufgabe/']")
    expect(held).to_have_count(1)
    looked_over(owner)
    press(owner, held.locator("button"))
    expect(held).to_have_count(0)


@pytest.mark.parametrize("look", LOOKS)
def test_a_text_gets_its_next_version(visit: Visit, look: dict[str, object]) -> None:
    owner, words = visit(name="traeger", **look), f"Neu für {look['color_scheme']}."
    owner.goto("/traeger/texte/help/de/")
    looked_over(owner)
    reach(owner, owner.locator("main textarea[name=body]"))
    owner.keyboard.press("Control+Home")
    owner.keyboard.insert_text(f"{words}\n\n")
    press(owner, owner.locator("main .g-text form button[type=submit]"))
    looked_over(owner)
    expect(owner.locator("#vorschau + div")).to_contain_text(words)
    press(owner, owner.locator("main form[action$='/veroeffentlichung/'] button[type=submit]"))
    owner.goto("/hilfe/")
    expect(owner.locator("main")).to_contain_text(words)
    looked_over(owner)


@pytest.mark.parametrize("look", LOOKS)
def test_the_trail_is_searched_and_taken_along(visit: Visit, look: dict[str, object]) -> None:
    owner = visit(name="traeger", **look)
    owner.goto("/traeger/protokoll/")
    looked_over(owner)
    reach(owner, owner.locator("main aside input[name=person]"))
    owner.keyboard.insert_text("traeger@demo.example")
    press(owner, owner.locator("main aside form button[type=submit]").first)
    looked_over(owner)
    lines = owner.locator("main .g-trail li b")
    assert "Protokoll gelesen" in lines.all_inner_texts()
    raw = re.compile(r"^[a-z]+\.[a-z_]+$")
    assert [text for text in lines.all_inner_texts() if raw.match(text)] == []
    reach(owner, owner.locator("main button[formaction]"))
    with owner.expect_download() as download:
        owner.keyboard.press("Enter")
    table = download.value.path().read_text(encoding="utf-8-sig")
    assert table.startswith("at;by;deed;label;record;about;data")
    assert "audit.exported" in table


@pytest.mark.parametrize("look", LOOKS)
def test_an_account_is_locked_with_reasons_and_opened_again(
    visit: Visit, stack: Stack, look: dict[str, object]
) -> None:
    owner, reasons = visit(name="traeger", **look), f"Belästigung anderer ({look['color_scheme']})."
    for step in ("lock", "unlock"):
        owner.goto("/traeger/konten/")
        looked_over(owner)
        write(owner, "email", "partner@demo.example")
        submit(owner)
        looked_over(owner)
        if step == "lock":
            choose(owner, "ground", "law")
        write(owner, "reasons", reasons)
        submit(owner)
        expect(owner.locator("main .r-panel--sand").first).to_contain_text(reasons)
        looked_over(owner)
        if step == "lock":
            visitor = visit(**look)
            visitor.goto("/konto/anmelden/")
            expect(visitor.locator("form[action='/konto/demo/partner/']")).to_have_count(0)
            visitor.goto(in_newest_mail(stack, "partner@demo.example", LINK))
            expect(visitor.locator("main")).to_contain_text(reasons)
            expect(visitor.locator("main a[href$='/pruefung/']")).to_have_count(1)
            looked_over(visitor)
    sign_in(visit(), "partner")


def test_a_message_is_reported_and_opens_to_the_desk_after_a_reason(visit: Visit) -> None:
    resident = visit(name="buergerin", viewport=PHONE, color_scheme="dark")
    resident.goto("/postfach/")
    press(resident, resident.locator("a.r-thread").first)
    resident.wait_for_url("**#ende")  # going to the newest message is a navigation of its own
    press(resident, resident.locator("main a[href$='/melden/']"))
    resident.wait_for_url("**/melden/")
    looked_over(resident)
    said = resident.locator("main a.r-line b").first.inner_text()
    press(resident, resident.locator("main a.r-line").first)
    choose(resident, "reason", "insult")
    write(resident, "statement", "Das geht zu weit.")
    reach(resident, resident.locator("main input[name=good_faith]"))
    resident.keyboard.press("Space")
    press(resident, resident.locator("main form.r-form button[type=submit]"))
    resident.wait_for_url(re.compile(r"/melden/[0-9a-f-]{36}/$"))
    looked_over(resident)
    case = resident.url.rstrip("/").rsplit("/", 1)[-1]

    owner = visit(name="traeger")
    owner.goto(f"/traeger/faelle/{case}/")
    expect(owner.locator("main")).not_to_contain_text(said)
    choose(owner, "need", "decide")
    press(owner, owner.locator("main form[action$='/einsicht/'] button[type=submit]"))
    expect(owner.locator("main")).to_contain_text(said)
    looked_over(owner)
    press(resident, resident.locator("main form[action$='/zurueckziehen/'] button"))


@pytest.mark.parametrize("look", LOOKS)
def test_a_barrier_is_reported_mended_and_answered(visit: Visit, stack: Stack, look: dict[str, object]) -> None:
    email, words = f"lotte.{look['color_scheme']}@demo.example", f"Die Karte schweigt ({look['color_scheme']})."
    visitor = visit(**look)
    visitor.goto("/barrierefreiheit/")
    write(visitor, "text", words)
    write(visitor, "email", email)
    press(visitor, visitor.locator("main form.r-form button[type=submit]"))
    looked_over(visitor)
    visitor.goto(in_newest_mail(stack, email, LINK))
    expect(visitor.locator("main")).to_contain_text(words)
    looked_over(visitor)

    owner = visit(name="traeger", **look)
    owner.goto("/traeger/faelle/?art=portal.barrier")
    looked_over(owner)
    press(owner, owner.locator("main .r-panel a.r-line", has_text=words))
    looked_over(owner)
    press(owner, owner.locator("main a[href$='/entscheiden/']"))
    looked_over(owner)
    choose(owner, "outcome", "mended")
    write(owner, "reasons", "Die Karte spricht jetzt.")
    press(owner, owner.locator("main form.r-form button[type=submit]").last)
    looked_over(owner)
    press(owner, owner.locator("main button[name=confirm]"))
    visitor.reload()
    expect(visitor.locator("main")).to_contain_text("Die Karte spricht jetzt.")
