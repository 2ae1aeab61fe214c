"""The main job: find, read, write, be answered — two people in two browsers, once live and once without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from regio.ops.stack import Stack

from .conftest import PHONE, newest_code

SHOP = "Hofladen Lindenbühl"
INBOX = "/postfach/?fuer=hofladen-lindenbuehl"


def find_and_write(page: Page, question: str) -> None:
    """From the start page to the letter, not signed in yet."""
    page.goto("/")
    page.locator("main input[name=q]").fill("Ziegenkäse Freiamt")
    page.locator("main input[name=q]").press("Enter")
    page.locator("main a.r-card__link", has_text=SHOP).first.click()
    expect(page.locator("h1")).to_have_text(SHOP)
    expect(page.locator(".r-hours").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("79348 Freiamt")
    page.locator("main a[href='/postfach/an/hofladen-lindenbuehl/']:visible").first.click()
    page.locator("textarea[name=text]").fill(question)
    page.locator("main form button[type=submit]:visible").first.click()


def sign_up(page: Page, stack: Stack, *, name: str, address: str) -> None:
    """From the sign-in page to a confirmed account."""
    page.locator("main a[href*='/konto/registrieren/']").first.click()
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=email]").fill(address)
    page.locator("select[name=home]").select_option(label="Sexau")
    page.locator("main form[action*='registrieren'] button").click()
    page.locator("input[name=code]").fill(newest_code(stack, address))
    page.locator("main form button").first.click()


@pytest.mark.parametrize("options", [{}, {"viewport": PHONE}], ids=["desktop", "phone"])
def test_a_question_is_asked_and_answered_live(
    visit: Callable[..., Page], stack: Stack, options: dict[str, object]
) -> None:
    key = "handy" if options else "tisch"
    question = f"Haben Sie am Samstag noch Mangold? ({key})"
    shopkeeper = visit(name="haendlerin")
    shopkeeper.goto(INBOX)
    expect(shopkeeper.locator("regio-live")).to_be_attached()

    resident = visit(**options)
    find_and_write(resident, question)
    sign_up(resident, stack, name=f"Lena {key}", address=f"lena-{key}@mail.example")
    expect(resident.locator("textarea[name=text]")).to_have_value(question)  # nothing typed is lost
    resident.locator("main form button[type=submit]:visible").first.click()
    expect(resident.locator(".r-msg--mine")).to_contain_text(question)

    thread = shopkeeper.locator("a.r-thread", has_text=f"Lena {key}")
    expect(thread).to_contain_text(question)  # appears without a reload
    thread.click()
    expect(shopkeeper.locator(".r-msg").last).to_contain_text(question)
    shopkeeper.locator("textarea[name=text]").fill("Ja, zwei Bund liegen bereit.")
    shopkeeper.keyboard.press("Enter")

    answer = resident.locator(".r-msg", has_text="Ja, zwei Bund liegen bereit.")
    expect(answer).to_be_visible()  # without a reload
    expect(answer).to_contain_text(SHOP)
    expect(answer).to_contain_text("Petra Grimmer")
    expect(shopkeeper.locator(".r-msg", has_text="Ja, zwei Bund")).to_have_count(1)


def test_the_same_without_javascript(visit: Callable[..., Page], stack: Stack) -> None:
    question = "Geht Abholung nach 20 Uhr?"
    resident = visit(java_script_enabled=False)
    find_and_write(resident, question)
    sign_up(resident, stack, name="Olaf Ohnescript", address="olaf@mail.example")
    expect(resident.locator("textarea[name=text]")).to_have_value(question)
    resident.locator("main form button[type=submit]:visible").first.click()
    expect(resident.locator(".r-msg--mine")).to_contain_text(question)

    shopkeeper = visit(name="haendlerin", java_script_enabled=False)
    shopkeeper.goto(INBOX)
    shopkeeper.locator("a.r-thread", has_text="Olaf Ohnescript").click()
    shopkeeper.locator("textarea[name=text]").fill("Ja, aus dem Kühlschrank am Tor.")
    shopkeeper.locator("form.r-composer button").click()
    expect(shopkeeper.locator(".r-msg--mine").last).to_contain_text("Kühlschrank am Tor")

    resident.reload()
    expect(resident.locator(".r-msg").last).to_contain_text("Ja, aus dem Kühlschrank am Tor.")


def test_a_message_written_offline_arrives_once(visit: Callable[..., Page]) -> None:
    page = visit(name="nachbar")
    page.goto("/postfach/")
    page.locator("a.r-thread", has_text=SHOP).click()
    expect(page.locator("regio-conversation")).to_be_visible()
    page.context.set_offline(True)
    page.locator("textarea[name=text]").fill("Kommt durch, sobald das Netz wieder da ist.")
    page.keyboard.press("Enter")
    mine = page.locator(".r-msg--mine", has_text="sobald das Netz")
    expect(mine).to_have_count(1)
    page.context.set_offline(False)
    expect(mine).to_have_attribute("data-state", "sent", timeout=30_000)
    page.reload()
    expect(page.locator(".r-msg--mine", has_text="sobald das Netz")).to_have_count(1)
