"""An entry changes hands on a phone: claimed with evidence, accepted by the desk, public again with its imprint."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from regio.ops.stack import Stack

from .conftest import PHONE, watched
from .test_pages import flaws

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
ENTRY = "/verzeichnis/apotheke-rathaus/"


def press(page: Page, selector: str) -> None:
    """By keyboard, as everything here can be done."""
    page.locator(selector).first.focus()
    page.keyboard.press("Enter")


def test_entry_changes_hands(visit: Callable[..., Page], stack: Stack, tmp_path: Path) -> None:
    paper = tmp_path / "gewerbe.pdf"
    paper.write_bytes(PDF)
    page = visit(name="nachbar", viewport=PHONE)
    with watched(page, stack.address) as wrong:
        page.goto(ENTRY)
        press(page, f"main a[href='{ENTRY}uebernehmen/']")
        page.wait_for_url(f"**{ENTRY}uebernehmen/")
        assert flaws(page) == []
        page.locator("input[name=proof][value=document]").focus()
        page.keyboard.press("Space")
        page.fill("textarea[name=statement]", "Ich bin der Inhaber.")
        page.set_input_files("#id_evidence", str(paper))
        press(page, "form[enctype] button.kern-btn--primary")
        page.wait_for_url("**/melden/**")
        case = page.url.rstrip("/").rsplit("/", 1)[-1]

        desk = visit(name="traeger")
        desk.goto(f"/traeger/faelle/{case}/entscheiden/")
        assert flaws(desk) == []
        desk.locator("input[value=accept]").check()
        press(desk, "main form button.kern-btn--primary")
        expect(desk.locator("input[name=outcome][type=hidden]")).to_have_count(1)  # read before it is sent
        press(desk, "main form button.kern-btn--primary")
        desk.wait_for_url(lambda url: not url.endswith("/entscheiden/"))

        page.goto(f"{ENTRY}bearbeiten/impressum/")
        assert flaws(page) == []
        page.fill("input[name=legal_name]", "Nils Neu")
        press(page, "main form button.kern-btn--primary")
        page.wait_for_url(f"**{ENTRY}bearbeiten/")
        page.goto(f"{ENTRY}impressum/")
        expect(page.locator("main")).to_contain_text("Nils Neu")
        assert flaws(page) == []
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert wrong == []
