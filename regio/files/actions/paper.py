"""Documents: a plain PDF from its first to its last byte, without anything that acts by itself.

They are kept as they are and only ever downloaded (Content-Disposition, nosniff, sandbox), so this check protects the
people who open them in another program.
"""

import re
import zlib

from regio.files.errors import ActiveDocument, Damaged, LockedDocument, NotADocument

MEDIA_TYPE = "application/pdf"
MOST_UNPACKED = 16 * 2**20  # of all packed lists of objects together
MOST_LISTS = 2_000
_HEAD_BYTES = 600  # of the entry of a packed list


def _named(*names: str) -> re.Pattern[bytes]:
    """Finds PDF names however they are spelled: `/J#61vaScript` is `/JavaScript` (ISO 32000-1, 7.3.5)."""
    spelled = ("".join(f"(?:{letter}|(?i:#{ord(letter):02x}))" for letter in name) for name in names)
    return re.compile(f"/(?:{'|'.join(spelled)})(?![A-Za-z0-9#])".encode())


_ACTIVE = _named(
    "JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "XFA", "SubmitForm", "ImportData"
)
_LOCKED, _LIST, _CODED, _STRANGE = _named("Encrypt"), _named("ObjStm"), _named("Filter"), _named("DecodeParms")
_START = re.compile(rb"%PDF-[12]\.\d[\r\n %]")
_END = re.compile(rb"startxref\s+\d+\s+%%EOF\s{0,64}\Z")
_STREAM = re.compile(rb"stream\r?\n")
_ZIP_END = b"PK\x05\x06"


def check_document(data: bytes) -> tuple[str, None, None]:
    """The media type of a plain PDF. Refuses everything else, what is locked and what acts by itself."""
    if not _START.match(data) or _ZIP_END in data[-70_000:]:
        raise NotADocument
    if not _END.search(data[-1100:]):
        raise NotADocument if b"%%EOF" in data[-1100:] else Damaged
    if _LOCKED.search(data):
        raise LockedDocument
    if _ACTIVE.search(data):
        raise ActiveDocument
    _guard_packed_objects(data)
    return MEDIA_TYPE, None, None


def _guard_packed_objects(data: bytes) -> None:
    """Looks into the lists of objects that stand compressed in the file, without unpacking more than a bomb may cost."""
    left = MOST_UNPACKED
    for number, found in enumerate(_LIST.finditer(data)):
        begin = _STREAM.search(data, found.end(), found.end() + _HEAD_BYTES)
        if begin is None or number > MOST_LISTS:
            raise Damaged
        head = data[max(data.rfind(b" obj", 0, found.start()), found.start() - _HEAD_BYTES) : begin.start()]
        if not _CODED.search(head):
            continue  # not packed: was read above
        if _STRANGE.search(head):
            raise ActiveDocument
        text = _unpacked(data[begin.end() :], left)
        left -= len(text)
        if _ACTIVE.search(text):
            raise ActiveDocument


def _unpacked(packed: bytes, most: int) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(packed, most)
    except zlib.error as error:
        raise ActiveDocument from error  # packed in a way no ordinary program does: nobody can look into it
    if not unpacker.eof:
        raise Damaged
    return text
