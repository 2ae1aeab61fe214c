"""Two ways of using a page: fingers on a phone, and nothing but a keyboard. Both count what they do."""

from playwright.sync_api import Page

FAR = 160  # steps of Tab on the longest page


class Fingers:
    """Taps and types. `taps` and `texts` say how much a person has to do."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.texts = page, 0, 0

    def press(self, selector: str) -> None:
        """A link or a button."""
        self.taps += 1
        self.page.locator(selector).first.tap()

    def write(self, selector: str, text: str) -> None:
        """Instead of what stands there."""
        self.texts += 1
        self.page.locator(selector).first.fill(text)

    def choose(self, name: str, value: str) -> None:
        """One of several answers, or a box."""
        self.taps += 1
        box = self.page.locator(f"input[name={name}][value={value}]")
        self.page.locator(f"label[for={box.get_attribute('id')}]").tap()

    def time(self, selector: str, digits: str) -> None:
        """Four digits before noon."""
        self.texts += 1
        self.page.locator(selector).fill(f"{digits[:2]}:{digits[2:]}")

    def select(self, selector: str, label: str) -> None:
        """From a list that opens."""
        self.taps += 1
        self.page.locator(selector).select_option(label=label)

    def upload(self, selector: str, path: str) -> None:
        """From the gallery."""
        self.taps += 1
        self.page.set_input_files(selector, path)


class Keys(Fingers):
    """Tab, Enter, Space, arrows and letters. What Tab does not reach does not exist."""

    def reach(self, selector: str) -> None:
        target = self.page.locator(selector).first
        target.wait_for()
        for _step in range(FAR):
            if target.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} on {self.page.url} is out of reach")

    def press(self, selector: str) -> None:
        self.taps += 1
        self.reach(selector)
        self.page.keyboard.press("Enter")

    def write(self, selector: str, text: str) -> None:
        self.texts += 1
        self.reach(selector)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def choose(self, name: str, value: str) -> None:
        self.taps += 1
        wanted = self.page.locator(f"input[name={name}][value={value}]")
        if wanted.get_attribute("type") == "checkbox":
            self.reach(f"input[name={name}][value={value}]")
            return self.page.keyboard.press("Space")
        is_chosen = self.page.locator(f"input[name={name}]:checked").count()
        self.reach(f"input[name={name}]:checked" if is_chosen else f"input[name={name}]")
        if not is_chosen:
            self.page.keyboard.press("Space")
        for _step in range(self.page.locator(f"input[name={name}]").count()):
            if wanted.is_checked():
                return None
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} cannot be chosen")

    def time(self, selector: str, digits: str) -> None:
        self.texts += 1
        self.reach(selector)
        self.page.keyboard.type(f"{digits}A")  # the letter is for clocks of twelve hours, others ignore it

    def select(self, selector: str, label: str) -> None:
        self.taps += 1
        self.reach(selector)
        self.page.keyboard.type(label)

    def upload(self, selector: str, path: str) -> None:
        self.taps += 1
        self.reach(selector)
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Space")
        chooser.value.set_files(path)
