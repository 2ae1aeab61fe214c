"""What people may send as a file: everything hostile is refused in words, or nothing of it survives (SECURITY 12, 16; ASVS 5)."""

import io
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from regio.accounts.models import User
from regio.files.actions import make_sizes
from regio.files.actions.storage import forget_bytes
from regio.files.models import File
from regio.organisations.models import Organisation
from tests.security.conftest import quick, visitor

SCRIPT = b"<script>document.title='executed'</script>"
MARK = b"SECRET-MARK"


@pytest.fixture(autouse=True)
def storage(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files and temporary files of the test, so that nothing left behind is missed."""
    (passing := tmp_path / "passing").mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(passing)
    monkeypatch.setattr(tempfile, "tempdir", str(passing))
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path


def left(storage: Path) -> list[str]:
    return [path.name for path in storage.rglob("*") if path.is_file()]


def jpeg(**options: Any) -> bytes:
    Image.new("RGB", (640, 480), "green").save(out := io.BytesIO(), "JPEG", **options)
    return out.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, *more: bytes, points: bytes = b"") -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = b"".join(more) + chunk(b"IDAT", zlib.compress(points)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + body


def webp(width: int, height: int) -> bytes:
    body = (
        b"VP8X"
        + struct.pack("<I", 10)
        + b"\0" * 4
        + (width - 1).to_bytes(3, "little")
        + (height - 1).to_bytes(3, "little")
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def archive() -> bytes:
    with zipfile.ZipFile(out := io.BytesIO(), "w") as zipped:
        zipped.writestr("META-INF/MANIFEST.MF", MARK)
    return out.getvalue()


def pdf(inside: bytes = b"") -> bytes:
    body = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog " + inside + b" >>\nendobj\n"
    return body + b"xref\n0 1\n0000000000 65535 f \ntrailer << /Size 2 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(
        body
    )


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + SCRIPT + b"</svg>"
PICTURES = {
    "svg": SVG,
    "svg called jpg": SVG,
    "gif": b"GIF89a\x01\0\x01\0\0\0\0;",
    "gifar": b"GIF89a\x01\0\x01\0\0\0\0;" + archive(),
    "gif that is a script": b"GIF89a/*" + SCRIPT + b"*/",
    "html": b"<!doctype html>" + SCRIPT,
    "html before a picture": SCRIPT + jpeg(),
    "php": b"<?php system('id'); ?>",
    "zip": archive(),
    "pdf": pdf(),
    "bmp": b"BM" + b"\0" * 100,
    "tiff": b"II*\0\x08\0\0\0" + b"\0" * 100,
    "fits": b"SIMPLE  =                    T" + b" " * 2850,
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9999 9999\n",
    "gd": b"\xff\xfe" + b"\0" * 100,
    "icns": b"icns\0\0\0\x10ic07\0\0\0\x08",
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    "empty": b"",
    "nulls": b"\0" * 1000,
    "only a head": b"\xff\xd8\xff\xe0",
    "png bomb": png(50_000, 50_000),
    "png bomb of two thousand million": png(2**31 - 1, 2**31 - 1),
    "long png": png(30_000, 10),
    "webp bomb": webp(16_384, 16_384),
    "jpeg bomb": jpeg().replace(struct.pack(">HH", 480, 640), struct.pack(">HH", 65_000, 65_000), 1),
    "jpeg of a thousand scans": jpeg(progressive=True)[:-2] + b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" * 1000 + b"\xff\xd9",
    "text bomb": png(10, 10, chunk(b"zTXt", b"x\0\0" + zlib.compress(b"0" * 80_000_000))),
    "profile bomb": png(10, 10, chunk(b"iCCP", b"x\0\0" + zlib.compress(b"0" * 80_000_000)), points=b"\0" * 9),
    "half a jpeg": jpeg()[: len(jpeg()) // 2],
    "half a png": png(10, 10, points=b"\0" * 310)[:-20],
    "half a webp": webp(10, 10)[:-4],
}
PAPERS = {
    "html": b"<!doctype html>" + SCRIPT,
    "html before": SCRIPT + pdf(),
    "html behind": pdf() + SCRIPT,
    "picture": jpeg(),
    "svg": SVG,
    "script": pdf(b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"),
    "hidden script": pdf(b"/OpenAction << /S /J#61vaScrip#74 /JS (x) >>"),
    "program": pdf(b"/OpenAction << /S /Launch /F (calc.exe) >>"),
    "file inside": pdf(b"/Names << /EmbeddedFiles 2 0 R >>"),
    "zip inside": pdf()[:-40] + archive() + pdf()[-40:],
    "locked": pdf(b"/Encrypt 3 0 R"),
    "broken off": pdf()[:-20],
    "empty": b"",
}


@pytest.mark.parametrize("name", PICTURES)
def test_hostile_pictures_leave_nothing_behind(
    name: str, shop: Organisation, shopkeeper: User, as_user: Callable[[User], Client], storage: Path
) -> None:
    """A sentence, no row, no file, no job; or a picture that the worker cannot read, refused a moment later."""
    browser = as_user(shopkeeper)
    page = reverse("organisations:edit_photos", args=[shop.slug])
    with quick(name):
        answer = browser.post(page, {"dateien": SimpleUploadedFile("foto.jpg", PICTURES[name], "image/jpeg")})
    if answer.status_code == 302:
        file = File.objects.get()
        with quick(name):
            make_sizes(file.pk)
        file.refresh_from_db()
        assert (file.state, bool(file.refusal)) == ("refused", True)
        forget_bytes(file.pk)
    else:
        assert answer.status_code == 422
        assert 'id="id_dateien-error"' in answer.text
        assert SCRIPT.decode() not in answer.text
        assert not File.objects.exists()
        assert not ProcrastinateJob.objects.exists()
    assert left(storage) == []


@pytest.mark.parametrize("name", PAPERS)
def test_hostile_documents_leave_nothing_behind(
    name: str, shop: Organisation, shopkeeper: User, as_user: Callable[[User], Client], storage: Path
) -> None:
    page = reverse("organisations:edit_documents", args=[shop.slug])
    values = {"titel": "Unsere Liste", "datei": SimpleUploadedFile("liste.pdf", PAPERS[name], "application/pdf")}
    answer = as_user(shopkeeper).post(page, values)
    assert answer.status_code == 422
    assert 'id="id_datei-error"' in answer.text
    assert 'value="Unsere Liste"' in answer.text  # what was typed stays
    assert not File.objects.exists()
    assert left(storage) == []


NEUTRALISED = {
    "jpeg and html": jpeg() + SCRIPT + MARK,
    "jpeg with a script as comment": jpeg(comment=SCRIPT + MARK),
    "jpeg and zip": jpeg() + archive(),
    "png and zip": png(10, 10, points=b"\0" * 310) + archive(),
    "zip in png": png(10, 10, chunk(b"zzIp", archive()), points=b"\0" * 310),
    "words in png": png(10, 10, chunk(b"tEXt", b"Comment\0" + SCRIPT + MARK), points=b"\0" * 310),
}


@pytest.mark.parametrize("name", NEUTRALISED)
def test_nothing_of_a_polyglot_survives(
    name: str, shop: Organisation, shopkeeper: User, as_user: Callable[[User], Client], storage: Path
) -> None:
    page = reverse("organisations:edit_photos", args=[shop.slug])
    answer = as_user(shopkeeper).post(page, {"dateien": SimpleUploadedFile("a.html", NEUTRALISED[name], "text/html")})
    assert answer.status_code == 302
    file = File.objects.get()
    assert visitor().get(f"/dateien/{file.pk}/original/").status_code == 404  # nobody ever sees the upload
    make_sizes(file.pk)
    forget_bytes(file.pk, only="original")
    kept = [path for path in storage.rglob("*") if path.is_file()]
    assert kept
    for path in kept:
        content = path.read_bytes()
        assert (content[:4], content[8:12]) == (b"RIFF", b"WEBP")
        assert int.from_bytes(content[4:8], "little") + 8 == len(content)  # nothing behind it
        assert not [mark for mark in (MARK, b"<script", b"PK\x03\x04") if mark in content]
    shown = visitor().get(f"/dateien/{file.pk}/320/")
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/webp", "nosniff")


@pytest.mark.parametrize("name", ["edit_photos", "edit_logo", "edit_documents"])
def test_ten_gigabytes_are_refused_unread(
    name: str, shop: Organisation, shopkeeper: User, as_user: Callable[[User], Client], storage: Path
) -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise AssertionError("read")

    page = reverse(f"organisations:{name}", args=[shop.slug])
    head: dict[str, Any] = {"CONTENT_TYPE": "multipart/form-data; boundary=x", "wsgi.input": Endless()}
    browser = as_user(shopkeeper)
    answer = browser.generic("POST", page, CONTENT_LENGTH=str(10 * 2**30), **head)
    assert answer.status_code == 413
    assert "12 MB" in answer.text
    chunked = browser.generic("POST", page, HTTP_TRANSFER_ENCODING="chunked", CONTENT_LENGTH="", **head)
    assert chunked.status_code == 411
    assert not File.objects.exists()
    assert left(storage) == []


def test_names_of_files_reach_no_path_and_no_header(
    shop: Organisation, shopkeeper: User, as_user: Callable[[User], Client], storage: Path
) -> None:
    names = [
        "../../../etc/cron.d/x.pdf",
        "..\\..\\x.pdf",
        "a\r\nX-Evil: 1.pdf",
        "nul\0.pdf",
        "%2e%2e%2fx.pdf",
        "/etc/passwd",
        '"; x=".pdf',
    ]
    browser, page = as_user(shopkeeper), reverse("organisations:edit_documents", args=[shop.slug])
    for name in names:
        body = (
            b'--x\r\nContent-Disposition: form-data; name="titel"\r\n\r\nT\r\n'
            b'--x\r\nContent-Disposition: form-data; name="datei"; filename="'
            + name.encode()
            + b'"\r\n\r\n'
            + pdf()
            + b"\r\n--x--\r\n"
        )
        assert browser.generic("POST", page, body, "multipart/form-data; boundary=x").status_code in (302, 400, 422)
    stored = {path.relative_to(storage).as_posix() for path in storage.rglob("*") if path.is_file()}
    assert stored == {f"files/uploads/{file.pk.hex[:2]}/{file.pk}/datei" for file in File.objects.all()}
    assert stored
    for file in File.objects.all():
        assert not {"/", "\\", "\0", "\r", "\n"} & set(file.name)
        answer = browser.get(f"/dateien/{file.pk}/datei/")
        assert answer.status_code == 200
        assert "X-Evil" not in answer
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
