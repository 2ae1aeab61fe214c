"""A whole life of an account: signed up, secured, moved to another address, taken along, deleted; by keyboard alone."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import Page

from regio.ops.stack import Stack

from .conftest import DESKTOP, PHONE, in_newest_mail, newest_code, watched
from .test_pages import flaws
from .test_sign_in import by_name, now, press

CODE = re.compile("/adresse-bestaetigen/")


def sign_up(page: Page, address: str, *, home: str = "") -> None:
    """The form by keyboard: name, address, Enter."""
    page.goto(f"{home}/konto/registrieren/")
    page.get_by_label("Wie sollen wir Sie nennen?").focus()
    page.keyboard.type("Lena Neu")
    page.keyboard.press("Tab")
    page.keyboard.type(address)
    page.keyboard.press("Enter")
    page.wait_for_url(CODE)


def type_code(page: Page, stack: Stack, address: str) -> None:
    """The digits of the newest mail; the field has the focus, of its own accord."""
    page.locator("[name=code]:focus").wait_for()
    page.keyboard.type(newest_code(stack, address))
    page.keyboard.press("Enter")


def sign_in_by_code(page: Page, stack: Stack, address: str) -> None:
    page.goto("/konto/anmelden/")
    page.get_by_label("E-Mail-Adresse").fill(address)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/konto/code/eingeben/"))
    type_code(page, stack, address)
    page.wait_for_url(re.compile("/mein/"))


def test_somebody_new_signs_up_and_adds_a_passkey_without_being_asked_twice(
    visit: Callable[..., Page], stack: Stack
) -> None:
    page = visit(viewport=PHONE, color_scheme="dark")
    home = by_name(stack, page)
    with watched(page, home) as wrong:
        sign_up(
            page, "lena@journey.example", home=home
        )  # sent before the work is done: the page waits for it and sends then
        assert flaws(page) == []
        type_code(page, stack, "lena@journey.example")
        page.wait_for_url(re.compile("/mein/"))
        assert flaws(page) == []
        page.goto(f"{home}/konto/sicherheit/passkeys/")
        press(page, "regio-passkey button")
        page.wait_for_url(re.compile("/konto/sicherheit/$"))
        assert flaws(page) == []
    assert [line for line in wrong if "localhost" not in line] == []


def test_work_for_robots_is_done_behind_the_scenes(visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto("/konto/registrieren/")
    page.locator("input[name=work][value^=ey]").wait_for(state="attached")  # nobody saw or solved anything


def test_without_script_an_account_is_made_and_changed_as_well(visit: Callable[..., Page], stack: Stack) -> None:
    page = visit(java_script_enabled=False)
    sign_up(page, "ohne@journey.example")
    page.get_by_label("Code aus der E-Mail").fill(newest_code(stack, "ohne@journey.example"))
    page.get_by_role("button", name="Weiter").click()
    page.wait_for_url(re.compile("/mein/"))
    page.goto("/konto/")
    page.get_by_label("Heimatgemeinde").select_option(label="Freiamt")
    page.get_by_role("button", name="Speichern").click()
    page.goto("/mein/")
    assert "Freiamt" in page.locator("main").inner_text()


def test_app_and_recovery_codes_are_set_up_and_printed_with_their_name(
    visit: Callable[..., Page], stack: Stack
) -> None:
    page = visit(viewport=PHONE, color_scheme="dark")
    sign_up(page, "codes@journey.example")
    type_code(page, stack, "codes@journey.example")
    page.wait_for_url(re.compile("/mein/"))
    page.goto("/konto/sicherheit/app/")
    page.locator("#id_code").fill(now(page.locator(".a-key").text_content() or ""))
    page.keyboard.press("Enter")
    page.locator(".a-codes").wait_for()
    assert flaws(page) == []
    assert not page.locator(".a-print").is_visible()
    page.emulate_media(media="print")
    assert "codes@journey.example" in page.locator(".a-print").inner_text()
    assert page.locator(".a-codes li").count() == 10
    assert not page.locator(".r-top").is_visible() and not page.locator(".r-tabs").is_visible()
    page.emulate_media(media="screen")
    page.goto("/konto/sicherheit/notfallcodes/")  # the code just typed is proof enough
    assert flaws(page) == []


def test_another_device_is_signed_out_the_address_moves_and_everything_is_taken_along_and_deleted(
    visit: Callable[..., Page], stack: Stack, tmp_path: Path
) -> None:
    old, new = "vorher@journey.example", "nachher@journey.example"
    page, other = visit(viewport=DESKTOP), visit(viewport=PHONE)
    sign_up(page, old)
    type_code(page, stack, old)
    page.wait_for_url(re.compile("/mein/"))
    sign_in_by_code(other, stack, old)
    page.goto("/konto/sicherheit/")
    press(page, "form[action='/konto/sicherheit/geraete/']:not(:has([name=device])) button")
    page.get_by_text("Ein Gerät ist abgemeldet.").wait_for()
    other.goto("/konto/")
    assert "/konto/anmelden/" in other.url
    assert page.goto("/konto/") and page.url.endswith("/konto/")
    page.goto("/konto/adresse/")
    assert flaws(page) == []
    page.locator("main input[type=email]").focus()
    page.keyboard.type(new)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/konto/adresse/code/"))
    assert flaws(page) == []
    type_code(page, stack, new)
    page.wait_for_url(re.compile("/konto/sicherheit/$"))
    assert new in page.locator("main").inner_text()
    taken = take_along(page, tmp_path)
    assert json.loads(taken.read("account/profile.json"))["email"] == new
    delete(page)
    other.goto("/konto/anmelden/")
    other.get_by_label("E-Mail-Adresse").fill(new)
    other.keyboard.press("Enter")
    assert in_newest_mail(stack, new, r"(/konto/registrieren/)$")  # nobody has this address any more


def take_along(page: Page, folder: Path) -> ZipFile:
    """Everything the platform knows, as the browser saves it; its first page is for people."""
    page.goto("/konto/daten/")
    assert flaws(page) == []
    with page.expect_download() as saving:
        press(page, "form[action='/konto/daten/herunterladen/'] button")
    saving.value.save_as(folder / "daten.zip")
    found = ZipFile(folder / "daten.zip")
    found.extract("index.html", folder)
    reader = page.context.new_page()
    reader.goto((folder / "index.html").as_uri())
    assert "nachher@journey.example" in reader.locator("main").inner_text()
    assert flaws(reader) == []
    reader.close()
    return found


def delete(page: Page) -> None:
    """For good."""
    page.goto("/konto/loeschen/")
    assert flaws(page) == []
    page.get_by_label("Ich möchte mein Konto endgültig löschen.").focus()
    page.keyboard.press("Space")
    press(page, "form[action='/konto/loeschen/'] button")
    page.wait_for_url(re.compile("/konto/geloescht/"))
    assert flaws(page) == []
