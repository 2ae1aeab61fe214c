import zlib

import pytest

from regio.files.actions.paper import check_document
from regio.files.errors import ActiveDocument, Damaged, FileRefused, LockedDocument, NotADocument
from regio.files.tests.conftest import paper, picture


def packed(text: bytes, *, head: bytes = b"") -> bytes:
    """A list of objects as PDF 1.5 packs them."""
    body = zlib.compress(text)
    return b"<< /Type /ObjStm /N 1 /First 4 /Length %d /Filter /FlateDecode %s>>\nstream\n%s\nendstream" % (
        len(body),
        head,
        body,
    )


def test_plain_documents_are_taken() -> None:
    for one in (paper(), paper(packed(b"9 0 << /Type /Font >>")), paper(b"<< /S /URI /URI (https://example.org/) >>")):
        assert check_document(one) == ("application/pdf", None, None)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", NotADocument),
        (picture(), NotADocument),
        (b"<html>" + paper(), NotADocument),  # readers accept a head within the first 1,024 bytes
        (b"\n" + paper(), NotADocument),
        (b"GIF89a" + paper(), NotADocument),
        (paper() + b"<script>alert(1)</script>", NotADocument),
        (paper() + b"PK\x05\x06" + b"\0" * 18, NotADocument),
        (paper()[:-120], Damaged),
        (paper().replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 4 0 R"), LockedDocument),
        (paper(b"<< /S /JavaScript /JS (app.alert(1)) >>"), ActiveDocument),
        (paper(b"<< /S /J#61vaScript /JS (app.alert(1)) >>"), ActiveDocument),
        (paper(b"<< /S /#4aavaScript>>"), ActiveDocument),
        (paper(b"<< /S /Launch /F (cmd.exe) >>"), ActiveDocument),
        (paper(b"<< /Type /EmbeddedFile /Length 0 >>\nstream\n\nendstream"), ActiveDocument),
        (paper(b"<< /Names << /EmbeddedFiles 9 0 R >> >>"), ActiveDocument),
        (paper(b"<< /AcroForm << /XFA 9 0 R >> >>"), ActiveDocument),
        (paper(packed(b"9 0 << /S /JavaScript /JS (app.alert(1)) >>")), ActiveDocument),
        (paper(packed(b"9 0 << /S /Java#53cript >>").replace(b"/ObjStm", b"/Obj#53tm")), ActiveDocument),
        (paper(packed(b"9 0 << >>", head=b"/DecodeParms << /Predictor 12 >> ")), ActiveDocument),
        (paper(packed(b"9 0 << >>").replace(b"stream\n", b"stream\nxx", 1)), ActiveDocument),
        (paper(packed(b"0" * 40_000_000)), Damaged),  # a bomb: unpacked only to the limit
    ],
)
def test_everything_else_is_refused(content: bytes, refusal: type[FileRefused]) -> None:
    with pytest.raises(refusal) as refused:
        check_document(content)
    assert type(refused.value) is refusal
