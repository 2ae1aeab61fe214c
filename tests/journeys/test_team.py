"""By hand of a shop owner on a phone: hours and how we work now in a minute, and a colleague joins. Keyboard where it counts."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from regio.ops.stack import Stack

from .conftest import PHONE, in_newest_mail

HUB = "/verzeichnis/hofladen-lindenbuehl/bearbeiten/"


def test_hours_and_how_we_work_now_on_a_phone(visit: Callable[..., Page], stack: Stack) -> None:
    page = visit(name="haendlerin", viewport=PHONE)
    page.goto(HUB + "jetzt/")
    page.get_by_label("Wir liefern").focus()
    page.keyboard.press("Space")
    page.get_by_label(re.compile("Ein Satz")).fill("Wir bringen Gemüse bis an die Tür.")
    page.get_by_role("button", name="Speichern").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(HUB + "$"))
    page.goto(HUB + "zeiten/")
    page.locator("#id_mo1_von").fill("10:00")
    page.locator("#id_mo1_bis").fill("12:00")
    page.locator("#id_mo1_bis").blur()
    expect(page.locator("#vorschau dd").first).to_have_text("10–12")
    page.get_by_role("button", name="Speichern").click()
    expect(page).to_have_url(re.compile(HUB + "$"))
    page.goto("/verzeichnis/hofladen-lindenbuehl/")
    expect(page.get_by_role("heading", name="So arbeiten wir jetzt")).to_be_visible()
    expect(page.get_by_text("10–12")).to_be_visible()


def test_hours_without_script(visit: Callable[..., Page], stack: Stack) -> None:
    page = visit(name="haendlerin", viewport=PHONE, java_script_enabled=False)
    page.goto(HUB + "orte/")
    page.get_by_role("link", name="Öffnungszeiten von Marktstand Emmendingen").click()
    page.locator("#id_mo1_von").fill("08:00")
    page.locator("#id_mo1_bis").fill("09:00")
    page.get_by_role("button", name=re.compile("Für Dienstag bis Freitag")).click()
    expect(page.locator("#id_do1_bis")).to_have_value("09:00")
    page.get_by_role("button", name="Speichern").click()
    expect(page).to_have_url(re.compile("/orte/$"))


def test_colleague_is_invited_and_joins(visit: Callable[..., Page], stack: Stack) -> None:
    page = visit(name="haendlerin", viewport=PHONE)
    page.goto(HUB + "team/")
    page.get_by_label("E-Mail-Adresse").fill("nachbar@demo.example")
    page.get_by_role("button", name="Einladung senden").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Die Einladung ist unterwegs")).to_be_visible()
    invitation = in_newest_mail(stack, "nachbar@demo.example", r"(/verzeichnis/einladung/[\w-]+/)")
    other = visit(name="nachbar", viewport=PHONE)
    other.goto(invitation)
    other.get_by_role("button", name="Einladung annehmen").focus()
    other.keyboard.press("Enter")
    expect(other.get_by_text("Willkommen. Sie handeln jetzt für Hofladen Lindenbühl.")).to_be_visible()
    other.goto(HUB + "zeiten/")
    expect(other.get_by_role("heading", name="Öffnungszeiten", exact=True)).to_be_visible()
    other.goto("/verzeichnis/hofladen-lindenbuehl/mitwirken/")
    other.get_by_role("button", name="Das Team verlassen").click()
    assert other.goto(HUB).status == 404  # type: ignore[union-attr]
