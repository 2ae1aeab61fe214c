"""Pictures: looked at before they are stored, made new by the worker. Nothing of the uploaded bytes is ever shown.

What people upload may carry places (EXIF), comments, other files behind the picture. Only its points survive: each size
is written anew as WebP, and then the upload is deleted.
"""

from io import BytesIO
from struct import error as StructError
from typing import TYPE_CHECKING
from uuid import UUID
from zlib import error as ZlibError

from django.db import transaction
from django.utils.translation import gettext_noop
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from regio.audit import actions as audit
from regio.files.actions import storage
from regio.files.choices import State
from regio.files.errors import Damaged, NotAPicture, TooManyPixels
from regio.files.models import File
from regio.files.queries.sizes import ORIGINAL, widths_of
from regio.files.registry import tell_changed, tell_refused
from regio.files.rules import LONGEST_SIDE, MOST_PIXELS

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "WEBP")
MEDIA_TYPES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
MOST_SCANS = 64  # of a progressive JPEG; cameras write some ten, each costs a walk over the whole picture
MOST_PROFILE_BYTES = 2**20
QUALITY = 80
TRIES = RetryStrategy(max_attempts=4, exponential_wait=3)
# What a decoder says about bytes it cannot read. The bytes are in memory, so an OSError is none of the disk.
UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    LookupError,
    TypeError,
    ArithmeticError,
    MemoryError,
    StructError,
    ZlibError,
)
REFUSAL = gettext_noop("This picture could not be read. Please save it once more, for example as JPEG, and try again.")


def check_picture(data: bytes) -> tuple[str, int, int]:
    """Media type, width and height of `data`, told by its head; nothing is unpacked.

    Refuses other formats, too many points and files that break off.
    """
    from PIL import Image  # noqa: PLC0415 - only where pictures come in

    _guard_webp(data)
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as found:
            kind, (width, height) = found.format or "", found.size
            _guard_points(width, height)
            if kind == "PNG":
                found.verify()  # walks the chunks and their sums
    except Image.DecompressionBombError as bomb:
        raise TooManyPixels from bomb
    except UNREADABLE as error:
        raise (Damaged if _begins_like_a_picture(data) else NotAPicture) from error
    _guard_jpeg(data, kind)
    return MEDIA_TYPES[kind], width, height


def _begins_like_a_picture(data: bytes) -> bool:
    return data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def _guard_points(width: int, height: int) -> None:
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise TooManyPixels


def _guard_webp(data: bytes) -> None:
    # Its decoder asks for the whole canvas when a file is opened, so the head is read here first.
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return
    if int.from_bytes(data[4:8], "little") + 8 > len(data):
        raise Damaged
    kind, head = data[12:16], data[20:30]
    if kind == b"VP8X":
        _guard_points(int.from_bytes(head[4:7], "little") + 1, int.from_bytes(head[7:10], "little") + 1)
    elif kind == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        _guard_points((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    elif kind == b"VP8 ":
        _guard_points(int.from_bytes(head[6:8], "little") & 0x3FFF, int.from_bytes(head[8:10], "little") & 0x3FFF)
    else:
        raise NotAPicture


def _guard_jpeg(data: bytes, kind: str) -> None:
    # Inside the coded picture FF is always followed by 00, so these two bytes begin a scan or end a picture.
    if kind in ("JPEG", "MPO"):
        if data.count(b"\xff\xda") > MOST_SCANS:
            raise NotAPicture
        if data.rfind(b"\xff\xd9") < data.rfind(b"\xff\xda"):
            raise Damaged


@app.task(name="files.make_sizes", retry=TRIES)
def make_sizes_later(*, file_id: str) -> None:
    """Twin of `make_sizes`."""
    make_sizes(UUID(file_id))


@transaction.atomic
def make_sizes(file_id: UUID) -> None:
    """Write every size of the picture anew, then let go of the upload. Run twice it does nothing; killed it begins again.

    What cannot be read becomes `refused`, and the room that owns it tells the uploader.
    """
    file = File.objects.select_for_update(of=("self",)).filter(pk=file_id, state=State.WAITING).first()
    if file is None:
        return
    data = storage.read(file.pk, ORIGINAL)
    try:
        sizes = sizes_of(data)
    except UNREADABLE:
        refuse(file)
        return
    for name, (content, _box) in sizes.items():
        storage.write(file.pk, name, content)
    file.width, file.height = list(sizes.values())[-1][1]
    file.state, file.size, file.media_type = (
        State.READY,
        sum(len(content) for content, _box in sizes.values()),
        "image/webp",
    )
    file.save(update_fields=["width", "height", "state", "size", "media_type"])
    storage.forget_bytes_later.defer(file_id=str(file.pk), only=ORIGINAL)
    tell_changed(*file.owner, file.purpose)


def refuse(file: File) -> None:
    """Say that no picture can be made of it. Called with the row locked."""
    file.state, file.refusal, file.size = State.REFUSED, REFUSAL, 0
    file.save(update_fields=["state", "refusal", "size"])
    audit.record("files.refused", by=None, of=file, purpose=file.purpose)
    storage.forget_bytes_later.defer(file_id=str(file.pk))
    tell_refused(file)


def sizes_of(data: bytes) -> dict[str, tuple[bytes, tuple[int, int]]]:
    """Name → bytes and box of each size, smallest first. Raises one of `UNREADABLE`."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - only in the worker

    made = {}
    with Image.open(BytesIO(data), formats=FORMATS) as source:
        _guard_points_again(source)
        long = max(widths_of(MOST_PIXELS)) * 2
        source.draft("RGB", (long, long))  # a JPEG is unpacked no larger than needed
        source.load()
        upright = _in_srgb(ImageOps.exif_transpose(_plain(source)))
    upright.info = {}
    for width in widths_of(upright.width):
        size = upright.copy()
        size.thumbnail((width, 3 * width), Image.Resampling.LANCZOS, reducing_gap=2.0)
        out = BytesIO()
        size.save(out, "WEBP", quality=QUALITY, method=4, exif=b"", xmp=b"", icc_profile=b"")
        made[str(width)] = (out.getvalue(), size.size)
    return made


def _guard_points_again(source: "Image") -> None:
    if source.width * source.height > MOST_PIXELS:
        raise ValueError("too many pixels")


def _plain(source: "Image") -> "Image":
    """Eight bits a colour, transparent or not. What it says of itself (turned how, which colours) is kept until used."""
    has_holes = source.mode in ("RGBA", "LA", "PA") or "transparency" in source.info
    plain = source.convert("RGBA" if has_holes else "RGB")
    plain.info = {key: value for key, value in source.info.items() if key in ("exif", "icc_profile")}
    return plain


def _in_srgb(image: "Image") -> "Image":
    """Colours of a phone's wide screen as every screen shows them; the profile itself is left behind."""
    from PIL import ImageCms  # noqa: PLC0415 - only in the worker

    profile = image.info.get("icc_profile")
    if not profile or len(profile) > MOST_PROFILE_BYTES:
        return image
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        done = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode=image.mode)
    except (ImageCms.PyCMSError, *UNREADABLE):
        return image  # a wrong profile, for example of printed colours: the plain points are good enough
    return done or image
