"""A town hall edits its page and names a further editor, who leaves again; the county looks at it. By keyboard alone."""

from collections.abc import Callable

from playwright.sync_api import Page

from regio.ops.stack import Stack

from .conftest import PHONE, watched
from .test_pages import flaws, look_over

EDIT = "/gemeinden/emmendingen/bearbeiten/"
DESK = [
    "/traeger/",
    "/traeger/leute/",
    "/traeger/einstellungen/",
    "/traeger/texte/",
    "/traeger/texte/terms/de/",
    "/traeger/protokoll/",
]


def reach(page: Page, selector: str) -> None:
    """Walk there by Tab."""
    target = page.locator(f"main {selector}").first
    target.wait_for()
    for _ in range(80):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is out of reach")


def write(page: Page, name: str, text: str) -> None:
    reach(page, f"[name={name}]")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def test_town_hall_edits_its_page_and_names_a_further_editor(visit: Callable[..., Page], stack: Stack) -> None:
    page = visit(name="rathaus", viewport=PHONE, color_scheme="dark")
    with watched(page, stack.address) as wrong:
        page.goto(EDIT)
        assert flaws(page) == []
        write(page, "claim", "Stadt an der Elz")
        write(page, "welcome", "**Herzlich willkommen**")
        write(page, "hue", "210")
        assert page.evaluate("document.documentElement.style.getPropertyValue('--county-hue')") == "210"
        reach(page, f"form[action='{EDIT}'] button")
        page.keyboard.press("Enter")
        page.wait_for_url("**/gemeinden/emmendingen/")
        assert flaws(page) == []
        assert "Stadt an der Elz" in page.locator("main").inner_text()
        assert page.locator("main strong").first.inner_text() == "Herzlich willkommen"
        page.goto(EDIT)
        write(page, "email", "")
        page.locator("form[action$='/redaktion/'] [name=email]").focus()
        page.keyboard.insert_text("nachbar@demo.example")
        page.keyboard.press("Enter")
        page.locator("form[action*='/redaktion/'] button[aria-label]").first.wait_for()
        assert flaws(page) == []
        reach(page, "form[action*='/redaktion/'] button[aria-label]")
        page.keyboard.press("Enter")
        page.locator("form[action*='/redaktion/'] button[aria-label]").first.wait_for(state="detached")
    assert wrong == []


def test_pages_of_the_desk(visit: Callable[..., Page], stack: Stack) -> None:
    page = visit(name="traeger")
    assert [line for path in DESK for line in look_over(page, path, stack)] == []


def test_town_hall_reaches_only_its_own_desk(visit: Callable[..., Page]) -> None:
    page = visit(name="rathaus")
    answers = {path: page.goto(path) for path in ["/traeger/", EDIT, "/gemeinden/sexau/bearbeiten/", *DESK[1:]]}
    assert [path for path, answer in answers.items() if answer and answer.status == 200] == ["/traeger/", EDIT]
