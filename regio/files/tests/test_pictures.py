import os
import struct
import zlib
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from procrastinate.contrib.django.models import ProcrastinateJob

from regio.core.time import now
from regio.files.actions import catch_up, make_sizes, storage, sweep
from regio.files.actions.storage import forget_bytes
from regio.files.models import File
from regio.files.queries import files_of
from regio.files.tests.conftest import OWNER, Room, paths, picture

type Stored = Callable[..., File]


def made(file: File) -> File:
    make_sizes(file.pk)
    file.refresh_from_db()
    return file


def opened(file: File, width: int) -> Image.Image:
    return Image.open(BytesIO(storage.read(file.pk, str(width))), formats=["WEBP"])


def unreadable() -> bytes:
    """A PNG whose head and sums are right and whose points are none."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"nothing packed") + chunk(b"IEND", b"")


def exif() -> bytes:
    """Turned to the right, taken near Freiburg, with a camera's name."""
    data = Image.Exif()
    data[0x0112] = 6
    data[0x010F] = "GEHEIME-KAMERA"
    data.get_ifd(0x8825).update({1: "N", 2: (48.0, 7.0, 12.0), 3: "E", 4: (7.0, 51.0, 3.0)})
    return data.tobytes()


def test_the_worker_makes_every_size_and_lets_go_of_the_upload(stored: Stored, room: Room, tmp_path: Path) -> None:
    file = made(stored(picture(size=(2400, 1600))))
    assert (file.state, file.width, file.height, file.media_type) == ("ready", 1920, 1280, "image/webp")
    assert {width: opened(file, width).size for width in (320, 640, 1280, 1920)} == {
        320: (320, 213),
        640: (640, 427),
        1280: (1280, 853),
        1920: (1920, 1280),
    }
    assert room.changes == [("1", "photo")]
    [job] = ProcrastinateJob.objects.filter(task_name="files.forget_bytes").values_list("args", flat=True)
    assert job == {"file_id": str(file.pk), "only": "original"}
    forget_bytes(file.pk, only="original")
    assert paths(tmp_path) == {f"{file.pk}/{width}" for width in (320, 640, 1280, 1920)}
    assert file.size == sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file())


def test_small_pictures_are_not_blown_up(stored: Stored) -> None:
    file = made(stored(picture("PNG", size=(500, 400))))
    assert opened(file, 640).size == (500, 400)
    [shown] = files_of(OWNER, purpose="photo")
    assert shown.url(1280).endswith("/640/")
    assert shown.srcset == f"/dateien/{file.pk}/320/ 320w, /dateien/{file.pk}/640/ 500w"


def test_nothing_the_camera_wrote_survives_and_the_picture_stands_upright(stored: Stored) -> None:
    file = made(stored(picture(size=(600, 400), exif=exif(), comment=b"GEHEIMER KOMMENTAR")))
    found = opened(file, 640)
    assert found.size == (400, 600)
    red, green, blue = found.convert("RGB").getpixel((350, 300))
    assert (red > 200, green < 60, blue < 60) == (True, True, True)  # the top went to the right
    for width in (320, 640):
        content = storage.read(file.pk, str(width))
        assert not {b"EXIF", b"XMP ", b"ICCP"} & {content[at : at + 4] for at in range(len(content))}
        assert b"GEHEIM" not in content
        assert opened(file, width).getexif() == {}


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_comments_and_colour_profiles_stay_behind(stored: Stored, format: str) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    file = made(stored(picture(format, icc_profile=profile, xmp=b"<x>GEHEIM</x>", exif=exif())))
    assert file.state == "ready"
    assert b"ICCP" not in storage.read(file.pk, "640")
    assert b"GEHEIM" not in storage.read(file.pk, "640")


@pytest.mark.parametrize(
    ("format", "mode"), [("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "P"), ("PNG", "1"), ("PNG", "LA"), ("PNG", "I;16")]
)
def test_every_kind_of_points_becomes_a_picture(stored: Stored, format: str, mode: str) -> None:
    Image.new(mode, (40, 30)).save(out := BytesIO(), format)
    assert made(stored(out.getvalue())).state == "ready"


def test_a_logo_keeps_its_holes(stored: Stored) -> None:
    image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    image.save(out := BytesIO(), "PNG")
    file = made(stored(out.getvalue(), purpose="logo"))
    assert opened(file, 320).convert("RGBA").getpixel((5, 5))[3] == 0


def test_run_twice_it_does_nothing_more(stored: Stored, room: Room) -> None:
    file = made(stored(picture()))
    before = storage.read(file.pk, "640")
    make_sizes(file.pk)
    assert storage.read(file.pk, "640") == before
    assert room.changes == [("1", "photo")]


def test_what_a_killed_worker_left_is_written_anew(stored: Stored, tmp_path: Path) -> None:
    file = stored(picture())
    storage.write(file.pk, "320", b"half a pic")
    made(file)
    assert opened(file, 320).size == (320, 240)
    assert paths(tmp_path) == {f"{file.pk}/{name}" for name in ("original", "320", "640", "1280")}


def test_what_cannot_be_read_is_refused_in_words(stored: Stored, room: Room, tmp_path: Path) -> None:
    file = made(stored(unreadable()))
    assert (file.state, file.size, bool(file.refusal)) == ("refused", 0, True)
    assert [refused.pk for refused in room.refused] == [file.pk]
    forget_bytes(file.pk)
    assert paths(tmp_path) == set()


def test_pictures_of_a_killed_worker_begin_again(stored: Stored) -> None:
    late, new = stored(picture()), stored(picture())
    File.objects.filter(pk=late.pk).update(created_at=now() - timedelta(minutes=3))
    ProcrastinateJob.objects.all()._raw_delete("default")
    assert catch_up() == 1
    assert [job.args for job in ProcrastinateJob.objects.all()] == [{"file_id": str(late.pk)}]
    assert new.state == "waiting"


def test_what_no_worker_survives_is_refused_in_the_end(stored: Stored, room: Room) -> None:
    file = stored(picture())
    File.objects.update(created_at=now() - timedelta(hours=7))
    catch_up()
    file.refresh_from_db()
    assert file.state == "refused"
    assert [refused.pk for refused in room.refused] == [file.pk]


def test_bytes_without_a_row_are_swept_away_after_an_hour(stored: Stored, tmp_path: Path) -> None:
    kept, orphan, young = (made(stored(picture())) for _ in range(3))
    File.objects.filter(pk__in=[orphan.pk, young.pk]).delete()
    for path in tmp_path.rglob(f"{orphan.pk}/*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    (tmp_path / "uploads" / "fremd").mkdir()
    assert sweep() == 1
    assert {path.split("/")[0] for path in paths(tmp_path)} == {str(kept.pk), str(young.pk)}
    assert f"{kept.pk}/original" not in paths(tmp_path)  # its sizes are made
