"""Photos from a phone's gallery, with and without script, and their order by keyboard."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from regio.ops.stack import Stack

from .conftest import PHONE, watched
from .test_pages import flaws

EDIT = "/verzeichnis/hofladen-lindenbuehl/bearbeiten/fotos/"
WAIT = 20_000  # the worker makes the sizes


@pytest.fixture
def photos(tmp_path: Path) -> list[str]:
    """Two photos of a phone, turned by their camera, and one file that only says it is a photo."""
    paths = []
    turned = Image.Exif()
    turned[0x0112] = 6
    for name, colour in (("laden.jpg", "green"), ("theke.jpg", "orange")):
        Image.new("RGB", (1600, 1200), colour).save(out := BytesIO(), "JPEG", exif=turned)
        (tmp_path / name).write_bytes(out.getvalue())
        paths.append(str(tmp_path / name))
    (tmp_path / "boese.jpg").write_bytes(b"<svg onload=alert(1)>")
    return [*paths, str(tmp_path / "boese.jpg")]


def remove_all(page: Page) -> None:
    """Leave the demo as it was."""
    while page.locator(".f-photo").count():
        left = page.locator(".f-photo").count()
        page.locator(".f-photo form[action$='/entfernen/'] button").first.click()
        expect(page.locator(".f-photo")).to_have_count(left - 1)


def test_photos_on_a_phone(visit: Callable[..., Page], stack: Stack, photos: list[str]) -> None:
    page = visit(name="haendlerin", viewport=PHONE)
    with watched(page, stack.address) as wrong:
        page.goto(EDIT)
        page.set_input_files("#id_dateien", photos)
        expect(page.locator(".f-line--refused small")).not_to_be_empty(timeout=WAIT)
        expect(page.locator(".f-photo img")).to_have_count(2, timeout=WAIT)  # waits, then swaps by itself
        shown = page.locator(".f-photo img").first
        assert shown.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
        words = page.locator(".f-photo input[name=worte]").first
        words.fill("Der Laden von außen")
        words.press("Tab")
        expect(page.locator(".f-photo [role=status]").first).not_to_be_empty()
        first, second = page.locator(".f-photo").evaluate_all("all => all.map(one => one.dataset.id)")
        page.locator(f"[id='step-1-{second}']").press("Enter")
        expect(page.locator(".f-photo").first).to_have_attribute("data-id", second)
        expect(page.locator(f"[id='step-1-{second}']")).to_be_focused()
        assert flaws(page) == []
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        page.goto(EDIT)
        assert page.locator(".f-photo").evaluate_all("all => all.map(one => one.dataset.id)") == [second, first]
        assert page.locator(".f-photo input[name=worte]").last.input_value() == "Der Laden von außen"
        page.goto("/verzeichnis/hofladen-lindenbuehl/")
        expect(page.locator(f"main img[src='/dateien/{second}/640/']")).to_be_visible()
        page.goto(EDIT)
        remove_all(page)
        page.locator(".f-removed button").click()
        expect(page.locator(".f-photo")).to_have_count(1)
        remove_all(page)
    assert [line for line in wrong if "422" not in line] == []


def test_photos_without_script(visit: Callable[..., Page], photos: list[str]) -> None:
    page = visit(name="haendlerin", viewport=PHONE, java_script_enabled=False)
    page.goto(EDIT)
    page.set_input_files("#id_dateien", photos)
    page.locator("form:has(#id_dateien) button").click()
    expect(page.locator("#id_dateien-error")).to_contain_text("boese.jpg")
    expect(page.locator(".f-photo")).to_have_count(2)
    for _photo in range(2):
        page.locator(".f-photo form[action$='/entfernen/'] button").first.click()
    expect(page.locator(".f-photo")).to_have_count(0)
    expect(page.locator(".f-removed button")).to_be_visible()
