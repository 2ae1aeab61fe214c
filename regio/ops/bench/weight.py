"""Weight of a first visit on a phone, as Chromium counts what travelled: everything but photos and drawn pictures."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, ViewportSize, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE: ViewportSize = {"width": 390, "height": 844}


@dataclass
class Weight:
    """Bytes by kind of file, after compression, with their headers."""

    by_kind: dict[str, int] = field(default_factory=dict)

    @property
    def kb(self) -> float:
        return round(sum(size for kind, size in self.by_kind.items() if kind != "Image") / 1000, 1)


def weigh(address: str, paths: list[str]) -> list[Weight]:
    """Each page as the first one somebody opens, without account."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", headless=True, args=FLAGS)
        try:
            return [_first_load(chromium, address + path) for path in paths]
        finally:
            chromium.close()


def _first_load(chromium: Browser, url: str) -> Weight:
    context = chromium.new_context(
        viewport=PHONE, device_scale_factor=3, is_mobile=True, has_touch=True, locale="de-DE"
    )
    page, weight, kinds = context.new_page(), Weight(), dict[str, str]()
    line = context.new_cdp_session(page)

    def asked(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event.get("type", "Other")

    def loaded(event: dict[str, Any]) -> None:
        kind = kinds.get(event["requestId"], "Other")
        weight.by_kind[kind] = weight.by_kind.get(kind, 0) + int(event["encodedDataLength"])

    line.on("Network.requestWillBeSent", asked)
    line.on("Network.loadingFinished", loaded)
    line.send("Network.enable")
    page.goto(url, wait_until="networkidle")
    context.close()
    return weight
