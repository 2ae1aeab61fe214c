"""What the room tells about a person (GDPR Art. 15, 20)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from regio.core.privacy import Part
from regio.files.choices import Purpose, State
from regio.files.models import File
from regio.files.queries.bytes import opened
from regio.files.queries.sizes import DOCUMENT, fitting

if TYPE_CHECKING:
    from regio.accounts.models import User


def parts_about(person: "User") -> Iterator[Part]:
    """A list of everything they uploaded, and the evidence they gave themselves as files."""
    rows: list[dict[str, object]] = []
    for file in File.objects.filter(uploaded_by=person).order_by("created_at"):
        rows.append(_row(file))
        if file.purpose == Purpose.EVIDENCE and file.state == State.READY and (content := _content(file)):
            yield Part(f"files/{file.pk}-{file.name}", content)
    if rows:
        yield Part("files/files.json", rows)


def _row(file: File) -> dict[str, object]:
    return {
        "id": str(file.pk),
        "name": file.name,
        "description": file.alt,
        "purpose": file.purpose,
        "for": f"{file.owner_kind} {file.owner_key}",
        "uploaded_at": file.created_at.isoformat(),
    }


def _content(file: File) -> bytes:
    stored = opened(file.pk, str(fitting(file.width or 0, 1920)) if file.is_picture else DOCUMENT)
    if stored is None:
        return b""
    with stored:
        return stored.read()
