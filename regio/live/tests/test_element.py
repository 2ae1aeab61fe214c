"""<regio-live> in a real browser, against a real hub and a page server of a few lines."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import sync_playwright

from regio.live import tickets
from regio.live.tests.wire import TIMEOUT, HubProcess

pytestmark = pytest.mark.browser
MODULE = Path(__file__).parents[1] / "static" / "live" / "js" / "regio-live.js"
RECORDER = """
  window.events = []; window.resyncs = 0; window.isHidden = false;
  Object.defineProperty(document, "hidden", { get: () => window.isHidden });
  document.addEventListener("regio:event", (event) => window.events.push(event.detail));
  window.addEventListener("regio:resync", () => window.resyncs++);
"""
Sign = Callable[..., str]
Publish = Callable[..., None]


class Pages(BaseHTTPRequestHandler):
    """Serves the page and the module, and renews tickets as the test wants it."""

    page = ""
    renewal: ClassVar[tuple[int, str]] = (403, "{}")
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        if self.path.endswith(".js"):
            self._answer(200, "text/javascript", MODULE.read_text())
        else:
            self._answer(200, "text/html", Pages.page)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        Pages.asked.append(parse_qs(body)["ticket"][0])
        self._answer(Pages.renewal[0], "application/json", Pages.renewal[1])

    def log_message(self, *words: object) -> None:
        pass

    def _answer(self, status: int, kind: str, text: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def page_hub(database_url: str, site: str) -> Iterator[HubProcess]:
    process = HubProcess(database_url, origin=site)
    yield process
    process.stop()


class Tab:
    """One page of a Chromium that lives in a thread: Playwright's event loop must not meet another one of the run."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._thread.submit(self._start).result()

    def _start(self) -> None:
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

    def _open(self, address: str) -> None:
        self._page = self._browser.new_page()
        self._page.clock.install()
        self._page.add_init_script(RECORDER)
        self._page.goto(address)

    def _quit(self) -> None:
        self._browser.close()
        self._playwright.stop()

    def open(self, address: str) -> None:
        self._thread.submit(self._open, address).result()

    def evaluate(self, script: str) -> Any:
        return self._thread.submit(lambda: self._page.evaluate(script)).result()

    def wait_until(self, condition: str) -> None:
        self._thread.submit(lambda: self._page.wait_for_function(condition)).result()

    def pass_seconds(self, seconds: int) -> None:
        self._thread.submit(lambda: self._page.clock.fast_forward(seconds * 1000)).result()

    def close(self) -> None:
        self._thread.submit(lambda: self._page.close()).result()

    def quit(self) -> None:
        self._thread.submit(self._quit).result()
        self._thread.shutdown()


@pytest.fixture(scope="module")
def chromium(page_hub: HubProcess) -> Iterator[Tab]:
    tab = Tab()
    yield tab
    tab.quit()


Visit = Callable[..., Tab]


@pytest.fixture
def visit(chromium: Tab, site: str, page_hub: HubProcess) -> Iterator[Callable[..., Tab]]:
    """`visit(ticket, renewed="…")`: open the page; without `renewed` tickets are refused with 403."""

    def open_page(ticket: str, *, renewed: str | None = None) -> Tab:
        Pages.asked.clear()
        Pages.renewal = (403, "{}") if renewed is None else (200, f'{{"ticket": "{renewed}"}}')
        Pages.page = (
            '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/regio-live.js"></script>'
            f'<regio-live url="http://127.0.0.1:{page_hub.port}/live" ticket="{ticket}" renew="/live/ticket/">'
            "</regio-live>"
        )
        chromium.open(site)
        return chromium

    yield open_page
    chromium.close()


def see_resyncs(page: Tab, count: int) -> None:
    page.wait_until(f"window.resyncs >= {count}")
    assert page.evaluate("window.resyncs") == count


def see_sockets(hub: HubProcess, count: int) -> None:
    end = time.monotonic() + TIMEOUT
    while hub.health()[1]["sockets"] != count:
        assert time.monotonic() < end
    assert hub.health()[1]["sockets"] == count


def test_page_hears_events_of_its_ticket(visit: Visit, sign: Sign, publish: Publish) -> None:
    page = visit(sign("user-1"))
    see_resyncs(page, 1)
    publish("user-2", {"type": "test", "id": 1})
    publish("user-1", {"type": "test", "id": 2, "text": "Grüße"})
    page.wait_until("window.events.length")
    assert page.evaluate("window.events") == [{"stream": "user-1", "event": {"type": "test", "id": 2, "text": "Grüße"}}]


def test_page_comes_back_after_the_hub_was_gone(
    visit: Visit,
    sign: Sign,
    publish: Publish,
    page_hub: HubProcess,
    database_url: str,
    site: str,
) -> None:
    page = visit(sign("user-1"))
    see_resyncs(page, 1)
    assert page_hub.stop() == 0
    page_hub.start(database_url, origin=site, port=page_hub.port)
    page.wait_until("window.resyncs >= 2")  # three, when the page was faster than the line to the database
    publish("user-1", {"type": "test", "id": 1})
    page.wait_until("window.events.length")


def test_ticket_is_renewed_before_it_ends_and_the_socket_stays(visit: Visit, sign: Sign, publish: Publish) -> None:
    first, second = sign("user-1", seconds=60), sign("user-1", "user-2")
    page = visit(first, renewed=second)
    see_resyncs(page, 1)
    page.pass_seconds(45)
    end = time.monotonic() + TIMEOUT
    while not page.evaluate("window.events.length"):  # the second stream is heard as soon as the ticket is there
        assert time.monotonic() < end
        publish("user-2", {"type": "test", "id": 1})
    assert Pages.asked == [first]
    assert page.evaluate("window.resyncs") == 1


def test_page_that_lost_something_asks_at_once_what_is_left(visit: Visit, sign: Sign, publish: Publish) -> None:
    page = visit(first := sign("user-1", "organisation-1"))
    see_resyncs(page, 1)
    publish.raw(['{"cut":"*","user":1}'])  # type: ignore[attr-defined]
    end = time.monotonic() + TIMEOUT
    while not page.evaluate("window.events.length"):
        assert time.monotonic() < end
        Pages.renewal = 200, f'{{"ticket": "{sign("user-1")}"}}'  # as the web server does: signed after the cut
        page.pass_seconds(1)
        publish("organisation-1", {"type": "test", "id": 1})
        publish("user-1", {"type": "test", "id": 2})
    assert Pages.asked[0] == first
    assert {event["stream"] for event in page.evaluate("window.events")} == {"user-1"}


def test_expired_ticket_is_renewed_before_the_next_try(
    visit: Visit, sign: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = tickets.now_ms()
    monkeypatch.setattr(tickets, "now_ms", lambda: now - 700_000)
    old = sign("user-1", seconds=600)
    monkeypatch.undo()
    page = visit(old, renewed=sign("user-1"))
    see_resyncs(page, 1)
    assert Pages.asked == [old]


def test_page_of_a_person_who_signed_out_gives_up(visit: Visit, page_hub: HubProcess) -> None:
    page = visit("forged.ticket")
    end = time.monotonic() + TIMEOUT
    while not Pages.asked:
        assert time.monotonic() < end
        page.evaluate("0")
    page.pass_seconds(120)
    see_sockets(page_hub, 0)
    assert Pages.asked == ["forged.ticket"]
    assert page.evaluate("window.resyncs") == 0


def test_page_hidden_for_five_minutes_rests_and_fetches_on_return(
    visit: Visit, sign: Sign, page_hub: HubProcess
) -> None:
    page = visit(sign("user-1"), renewed=sign("user-1"))  # the ticket may come to its middle in this time
    see_resyncs(page, 1)
    see_sockets(page_hub, 1)
    page.evaluate("window.isHidden = true; document.dispatchEvent(new Event('visibilitychange'))")
    page.pass_seconds(301)
    see_sockets(page_hub, 0)
    page.evaluate("window.isHidden = false; document.dispatchEvent(new Event('visibilitychange'))")
    see_resyncs(page, 2)


def test_page_kept_by_the_browser_fetches_when_it_is_shown_again(
    visit: Visit, sign: Sign, page_hub: HubProcess
) -> None:
    page = visit(sign("user-1"))
    see_resyncs(page, 1)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    see_sockets(page_hub, 0)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    see_resyncs(page, 2)
