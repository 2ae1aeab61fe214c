"""What a running house leaves behind: no code, ticket, session or key in a log, no mail others can read (ASVS 14.2.1, 16.2.5)."""

import stat
from collections.abc import Callable

from playwright.sync_api import Page

from regio.ops.stack import Stack
from tests.journeys.conftest import newest_code


def test_a_sign_in_leaves_no_traces(stack: Stack, visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto("/konto/code/")
    page.locator("main input[name=email]").fill("nachbar@demo.example")
    page.locator("main form button[type=submit], main form button:not([type])").first.click()
    page.wait_for_url("**/code/eingeben/**")
    code = newest_code(stack, "nachbar@demo.example")
    page.locator("input[name=code]").fill(code)
    page.locator("input[name=code]").press("Enter")
    page.wait_for_selector("regio-live", state="attached")
    ticket = page.locator("regio-live").get_attribute("ticket") or ""
    sessions = [cookie["value"] for cookie in page.context.cookies()]
    secrets = {code, ticket[:40], (stack.data / "secret_key").read_text(), "nachbar@demo.example", *sessions}
    logs = "\n".join(file.read_text(errors="replace") for file in (stack.data / "log").iterdir())
    assert logs and len(ticket) > 40 and len(sessions) >= 2
    assert [secret for secret in secrets if secret in logs] == []
    commands = " ".join(word for process in stack.processes() for word in process.cmdline())
    assert [secret for secret in secrets if secret in commands] == []


def test_others_on_the_machine_read_nothing(stack: Stack) -> None:
    names = ("secret_key", "run", "postgres", "outbox", "log")
    paths = [stack.data / name for name in names] + [
        *(stack.data / "outbox").iterdir(),
        *(stack.data / "log").iterdir(),
    ]
    assert {path.name: oct(stat.S_IMODE(path.stat().st_mode) & 0o077) for path in paths} == {
        path.name: "0o0" for path in paths
    }
