"""Something is reported without account, decided, checked by a second person, and comes back. By keyboard alone."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from regio.ops.stack import Stack

from .conftest import PHONE
from .test_pages import flaws

CHOIR = "/verzeichnis/singkreis-mundinger-berg/"


def reach(page: Page, wanted: Locator) -> None:
    """Tab until `wanted` has the focus: everything can be reached without a mouse."""
    expect(wanted).to_be_visible()
    for _ in range(120):
        page.keyboard.press("Tab")
        if wanted.evaluate(
            "one => one === document.activeElement || one.name && one.name === document.activeElement.name"
        ):
            return
    raise AssertionError(f"no way to {wanted}")


def press(page: Page, wanted: Locator) -> None:
    reach(page, wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose(page: Page, name: str, value: str) -> None:
    """One of several radio buttons: into the group by Tab, then with the arrows."""
    reach(page, page.locator(f"input[name={name}]").first)
    for _ in range(10):
        page.keyboard.press("ArrowDown")
        if page.locator(f"input[name={name}][value={value}]").is_checked():
            return
    raise AssertionError(value)


def write(page: Page, name: str, text: str) -> None:
    reach(page, page.locator(f"main [name={name}]"))
    page.keyboard.insert_text(text)


def make_moderator(owner: Page, address: str) -> None:
    """The technical operation gives a duty."""
    owner.goto("/traeger/leute/")
    owner.locator("main input[name=email]").fill(address)
    owner.locator("main aside form button").click()
    owner.locator("main select[name=duty]").select_option("moderator")
    owner.locator("main aside form button").click()
    expect(owner.locator("main form[action$='/aufgabe/']")).to_have_count(1)


def decide(page: Page, *, outcome: str, reasons: str, ground: str = "") -> None:
    """Open the oldest case, decide in two steps."""
    page.goto("/traeger/faelle/?art=moderation.report" if ground else "/traeger/faelle/?art=moderation.appeal")
    assert flaws(page) == []
    press(page, page.locator("main .r-panel a.r-line").first)
    assert flaws(page) == []
    press(page, page.locator("main a[href$='/entscheiden/']"))
    choose(page, "outcome", outcome)
    if ground:
        choose(page, "ground", ground)
    write(page, "reasons", reasons)
    assert flaws(page) == []
    press(page, page.locator("main form.r-form button[type=submit]").last)
    expect(page.locator("main .c-letter")).to_have_count(2)
    expect(page.locator("main .c-letter").first).to_contain_text(reasons)
    assert flaws(page) == []
    press(page, page.locator("main button[name=confirm]"))
    expect(page.locator("main .r-panel--sand").first).to_contain_text(reasons)


def told_choir(visit: Callable[..., Page]) -> Page:
    """The choir finds the decision among its notices and goes to its cases."""
    choir = visit(name="verein", viewport=PHONE)
    choir.goto("/hinweise/")
    expect(choir.locator("main")).to_contain_text("Singkreis")
    choir.goto("/melden/meine/")
    return choir


def test_a_report_is_decided_checked_by_somebody_else_and_undone(visit: Callable[..., Page], stack: Stack) -> None:
    visitor = visit(viewport=PHONE, color_scheme="dark")
    visitor.goto(CHOIR)
    press(visitor, visitor.locator("main a[href^='/melden/?was=']"))
    choose(visitor, "reason", "wrong")
    write(visitor, "statement", "Diesen Chor gibt es so nicht.")
    reach(visitor, visitor.locator("main input[name=good_faith]"))
    visitor.keyboard.press("Space")
    assert flaws(visitor) == []
    press(visitor, visitor.locator("main form.r-form button[type=submit]"))
    expect(visitor.locator("main")).to_contain_text("Diesen Chor gibt es so nicht.")
    receipt = visitor.url

    owner = visit(name="traeger")
    make_moderator(owner, "nachbar@demo.example")
    decide(owner, outcome="hide", ground="terms", reasons="Die Angaben sind nicht belegt.")
    assert visitor.goto(CHOIR).status == 404  # type: ignore[union-attr]  # an answer comes

    visitor.goto(receipt)
    expect(visitor.locator("main")).to_contain_text("Die Angaben sind nicht belegt.")
    assert flaws(visitor) == []

    choir = told_choir(visit)
    press(choir, choir.locator("main a.r-line").first)
    expect(choir.locator("main")).not_to_contain_text("Diesen Chor gibt es so nicht.")
    press(choir, choir.locator("main a[href$='/pruefung/']"))
    write(choir, "text", "Wir proben jeden Dienstag.")
    press(choir, choir.locator("main form.r-form button[type=submit]"))
    assert flaws(choir) == []

    owner.goto("/traeger/faelle/?art=moderation.appeal")
    owner.locator("main .r-panel a.r-line").first.click()
    expect(owner.locator("main a[href$='/entscheiden/']")).to_have_count(0)  # who decided does not check

    second = visit(name="nachbar", viewport=PHONE, java_script_enabled=True)
    decide(second, outcome="none", reasons="Der Chor hat seine Proben belegt.")
    assert visitor.goto(CHOIR).status == 200  # type: ignore[union-attr]  # an answer comes
    choir.reload()
    expect(choir.locator("main")).to_contain_text("Der Chor hat seine Proben belegt.")
