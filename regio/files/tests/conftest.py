"""Files of an invented record, stored in a folder of the test."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from regio.files import registry
from regio.files.actions import store
from regio.files.models import File

OWNER = ("test.record", "1")


def picture(format: str = "JPEG", *, size: tuple[int, int] = (800, 600), mode: str = "RGB", **options: Any) -> bytes:
    """A picture with a red top and a blue foot."""
    image = Image.new(mode, size, "red")
    ImageDraw.Draw(image).rectangle((0, size[1] // 2, size[0], size[1]), fill="blue")
    image.save(out := BytesIO(), format, **options)
    return out.getvalue()


def paper(*objects: bytes) -> bytes:
    """A small PDF of one empty page, and more objects."""
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    parts += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>", *objects]
    out, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, table)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(out))
    return out + end + trailer


def upload(content: bytes, name: str = "foto.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


class Room:
    """The room that owns the record: what it says and what it was told."""

    def __init__(self) -> None:
        self.allowed: set[int | None] = set()
        self.is_public = False
        self.changes: list[tuple[str, str]] = []
        self.refused: list[File] = []

    def can_see(self, user: Any, key: str, purpose: str) -> bool:
        return user.pk in self.allowed


@pytest.fixture
def room(settings: Any, tmp_path: Path, db: None) -> Iterator[Room]:
    settings.MEDIA_ROOT = tmp_path
    room = Room()
    registry.register(
        OWNER[0],
        can_see=room.can_see,
        is_public=lambda key, purpose: room.is_public,
        changed=lambda key, purpose: room.changes.append((key, purpose)),
        refused=room.refused.append,
    )
    yield room
    registry._owners.pop(OWNER[0])


@pytest.fixture
def stored(room: Room) -> Callable[..., File]:
    """`stored(picture(), purpose="photo")`: taken in for the record."""

    def take(content: bytes, *, name: str = "foto.jpg", purpose: str = "photo", **options: Any) -> File:
        return store(upload(content, name), by=options.pop("by", None), owner=OWNER, purpose=purpose, **options)

    return take


def paths(tmp_path: Path) -> set[str]:
    """What lies in the storage, without the folders above the file's own."""
    return {f"{file.parent.name}/{file.name}" for file in tmp_path.rglob("*") if file.is_file()}
