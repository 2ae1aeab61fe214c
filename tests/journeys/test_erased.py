"""Whoever goes takes every trace along: database, files and logs of the running house are searched for a word of theirs.

The same for every table alone, and by every room: tests/security/test_erasure.py. Here everything is real, the letters
a browser sends, the worker that deletes files, the logs of all processes.
"""

import re
import subprocess
import time
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from regio.ops.postgres import Postgres, binary
from regio.ops.stack import Stack

from .conftest import PHONE
from .test_account import CODE, delete, type_code
from .test_sign_in import press

MARK = "Quittenmarmelade"
NAME, ADDRESS = f"Mia {MARK}", f"{MARK.lower()}@journey.example"
SHOP = "/verzeichnis/hofladen-lindenbuehl/"
SEND = "main form button[type=submit]:visible"
NOT_OURS = {"postgres", "run", "outbox"}
"""The cluster is searched by its dump; the outbox stands for the mailboxes of others, where mails have arrived."""


def spellings(word: str) -> set[bytes]:
    """As text, in any case, and within base64 at each of its three places."""
    said = word.encode()
    inside = {b64encode(b"x" * pad + said)[4:-4].lower() for pad in range(3)}
    return {said.lower(), said.hex().encode().lower(), *inside}


def traces(stack: Stack) -> list[str]:
    """Tables and files that know the mark."""
    dump = subprocess.run(
        [binary("pg_dump"), "--inserts", "--dbname", Postgres(stack.data).dsn], capture_output=True, check=True
    ).stdout
    rows = [line for line in dump.lower().splitlines() if any(word in line for word in spellings(MARK))]
    found = [(re.match(rb"insert into (\S+)", row) or [b"", row])[1].decode() for row in rows]
    for path in stack.data.rglob("*"):
        own = path.relative_to(stack.data)
        if own.parts[0] not in NOT_OURS and path.is_file():
            said = own.as_posix().encode() + b"\n" + path.read_bytes()
            found += [str(own)] if any(word in said.lower() for word in spellings(MARK)) else []
    return sorted(found)


@pytest.fixture
def photo(tmp_path: Path) -> str:
    """A camera that knows its owner, and a file called by her."""
    exif = Image.Exif()
    exif[0x013B] = NAME
    Image.new("RGB", (800, 600), "orange").save(tmp_path / f"{MARK}.jpg", "JPEG", exif=exif)
    return str(tmp_path / f"{MARK}.jpg")


def live(page: Page, stack: Stack, photo: str) -> None:
    """Signs up, asks, searches, errs, reports, claims a shop and registers one."""
    page.goto("/konto/registrieren/")
    page.get_by_label("Wie sollen wir Sie nennen?").fill(NAME)
    page.locator("input[name=email]").fill(ADDRESS)
    page.locator("input[name=email]").press("Enter")
    page.wait_for_url(CODE)
    type_code(page, stack, ADDRESS)
    page.wait_for_url(re.compile("/mein/"))
    page.goto(f"/postfach/an{SHOP.removeprefix('/verzeichnis')}")
    page.locator("textarea[name=text]").fill(f"Haben Sie {MARK}?")
    page.locator(SEND).first.click()
    expect(page.locator(".r-msg--mine")).to_contain_text(MARK)
    for path in (f"/suche/?q={MARK}", f"/verzeichnis/{MARK}/", f"/konto/adresse/zurueck/{MARK}/", f"/{MARK}?{MARK}"):
        page.goto(path)
    page.goto(SHOP)
    page.goto(page.locator("a[href^='/melden/?']").first.get_attribute("href") or "")
    page.locator("main input[name=reason]").first.check()
    page.locator("main form input[type=checkbox][required]").check()
    page.locator("main textarea[name=statement]").fill(f"Da fehlt {MARK}.")
    page.locator(SEND).first.click()
    page.wait_for_url(re.compile("/melden/[0-9a-f-]{36}/"))
    page.goto("/verzeichnis/baeckerei-kiefer/uebernehmen/")
    page.set_input_files("#id_evidence", photo)
    page.locator("textarea[name=statement]").fill(f"Ich bin {NAME}.")
    page.locator("form[enctype] button.kern-btn--primary").click()
    page.wait_for_url(re.compile("/melden/[0-9a-f-]{36}/"))


def register(page: Page) -> None:
    """A business called by her name, with her imprint; not yet checked."""
    page.goto("/verzeichnis/eintragen/")
    page.locator("input[name=name]").fill(f"{MARK} {NAME}")
    page.locator("select[name=gemeinde]").select_option(label="Emmendingen")
    page.locator("main form button.kern-btn--primary").click()
    page.locator("input[name=kind][value=business]").check()
    page.locator("input[name=category]").fill("Bäckerei")
    page.locator("main form button.kern-btn--primary").click()
    page.goto(page.url.split("?")[0] + "?rechtsform=sole")
    for field in ("legal_name", "street"):
        page.locator(f"input[name={field}]").fill(NAME)
    page.locator("input[name=email]").fill(ADDRESS)
    page.locator("input[name=postcode]").fill("79312")
    page.locator("input[name=phone]").fill("07641 55513")
    page.locator("input[name=is_trader_certified]").check()
    page.locator("main form button.kern-btn--primary").click()
    page.wait_for_url("**/veroeffentlichen/")


def leave(page: Page, folder: Path) -> bytes:
    """With everything in hand; what the export said."""
    page.goto("/konto/daten/")
    with page.expect_download() as saving:
        press(page, "form[action='/konto/daten/herunterladen/'] button")
    saving.value.save_as(folder / "daten.zip")
    delete(page)
    packed = ZipFile(folder / "daten.zip")
    return b"".join(packed.read(name) for name in packed.namelist())


def test_nothing_is_left_of_whoever_goes(visit: Callable[..., Page], stack: Stack, photo: str, tmp_path: Path) -> None:
    page = visit(viewport=PHONE)
    live(page, stack, photo)
    register(page)
    wrong = visit()
    wrong.goto("/konto/anmelden/")
    wrong.get_by_label("E-Mail-Adresse").fill(ADDRESS)
    wrong.get_by_label("Passwort").fill(MARK)
    wrong.keyboard.press("Enter")
    assert len(set(traces(stack))) > 8  # tables and files, before
    said = leave(page, tmp_path).decode(errors="replace")
    assert all(word in said for word in (f"Haben Sie {MARK}", f"Da fehlt {MARK}", f"Ich bin {NAME}", f"{MARK} {NAME}"))
    deadline = time.monotonic() + 15
    while traces(stack) and time.monotonic() < deadline:
        time.sleep(0.2)  # the worker deletes the files
    assert traces(stack) == [], "left"
