"""The printed sign: a PDF with a QR code that leads to the page, and nothing from outside in it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import segno
from django.template.loader import render_to_string
from django.test import Client

from conftest import make_organisation
from regio.accounts.models import User
from regio.core import paper
from regio.organisations.models import Organisation
from regio.organisations.queries.sheets import sheet_css
from regio.organisations.queries.sign import Format, sign_of, usual_hours
from regio.region.models import Municipality

EVIL = '<script>alert(1)</script><img src="http://evil.example/x.png">"><style>@import "http://evil.example"</style>'


@pytest.mark.parametrize("format", Format.values)
def test_every_format_is_one_page_of_pdf(shop: Organisation, shopkeeper: User, as_user, format: str) -> None:
    answer = as_user(shopkeeper).get(f"/verzeichnis/{shop.slug}/schild.pdf?format={format}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-1.") and answer.content.rstrip().endswith(b"%%EOF")
    assert answer["Content-Disposition"] == f'attachment; filename="{shop.slug}-{format}.pdf"'


def test_long_words_and_hostile_ones_stay_words_on_one_page(town: Municipality, tmp_path: Path) -> None:
    shop = make_organisation(EVIL[:160], municipality=town, slug="b", claim=("Donaudampfschifffahrt" * 9)[:200])

    sign = sign_of(shop, "a4")
    html = render_to_string("organisations/sheets/sign.html", {"sign": sign})
    assert "<script" not in html and "<img" not in html and "<style" not in html
    sheets = paper.pdf_of(html, css=sheet_css("sign", hue=164, format="a4"))
    assert sheets.pages == 1
    assert not re.search(rb"/JavaScript|/JS\b|/Launch|/URI", sheets.body)
    if shutil.which("pdftotext"):
        (tmp_path / "a.pdf").write_bytes(sheets.body)
        said = subprocess.run(["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True).stdout
        assert "<script>" in said


def test_nothing_is_fetched(db: None, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"\x89PNG")
    html = f'<p>x<img src="file://{secret}"><img src="http://127.0.0.1:9/x.png"><a href="http://127.0.0.1:9/">y</a>'
    assert paper.pdf_of(html, css='@import "http://127.0.0.1:9/a.css";').pages == 1


def test_endless_work_is_stopped(db: None) -> None:
    with pytest.raises(paper.NoPaper):
        paper.pdf_of("<p>x " * 400_000, css="", seconds=2)


def test_code_leads_to_the_public_page(shop: Organisation) -> None:
    sign = sign_of(shop, "a4")
    assert sign.address.endswith(f"/verzeichnis/{shop.slug}/")
    code = segno.make(sign.address, error="q", boost_error=False, micro=False)
    assert squares(str(sign.qr), border=4) == [bytes(row) for row in code.matrix]


def test_same_hours_stand_together(town: Municipality) -> None:
    shop = make_organisation("Laden", municipality=town, opening_hours="Mo-Fr 09:00-18:00; Sa 09:00-13:00; PH off")
    rows = usual_hours(shop)
    assert [days for days, _times in rows][0].count("–") == 1
    assert len(rows) == 3


def test_preview_shows_the_chosen_sheet(shop: Organisation, shopkeeper: User, as_user) -> None:
    page = as_user(shopkeeper).get(f"/verzeichnis/{shop.slug}/bearbeiten/schild/?format=a6").content.decode()
    assert "s-sheet--a6" in page and "schild.pdf?format=a6" in page


def test_strangers_have_no_sign(shop: Organisation, resident: User, as_user) -> None:
    assert as_user(resident).get(f"/verzeichnis/{shop.slug}/schild.pdf").status_code == 404
    assert Client().get(f"/verzeichnis/{shop.slug}/schild.pdf").status_code == 302


def squares(svg: str, *, border: int) -> list[bytes]:
    """The modules of the code that segno's path draws: `Mx y h n` and relative moves."""
    size = int(re.findall(r'viewBox="0 0 (\d+)', svg)[0])
    grid = [bytearray(size) for _row in range(size)]
    path = re.findall(r'<path[^>]*stroke="#000"[^>]*d="([^"]+)"|<path[^>]*d="([^"]+)"[^>]*stroke="#000"', svg)[0]
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", "".join(path)):
        given = [float(number) for number in re.findall(r"-?\d*\.?\d+", numbers)]
        if command == "h":
            for column in range(int(x), int(x + given[0])):
                grid[int(y)][column] = 1
            x += given[0]
        else:
            x, y = (given[0], given[1]) if command == "M" else (x + given[0], y + given[1])
    return [bytes(row[border:-border]) for row in grid[border:-border]]
