"""Photos, logo and documents of an organisation as its pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from regio.files.choices import Purpose
from regio.files.queries import Shown, files_of, ready_files, removed_file
from regio.organisations.models import Organisation

KIND = "organisations.organisation"
COVER_WIDTH = 640


@dataclass(frozen=True, slots=True)
class Showcase:
    """What the public page shows. Everything in it is ready."""

    photos: Sequence[Shown] = ()
    documents: Sequence[Shown] = ()
    logo: Shown | None = None

    @property
    def cover(self) -> Shown | None:
        """The first photo: head of the page."""
        return self.photos[0] if self.photos else None


@dataclass(frozen=True, slots=True)
class Album:
    """What the pages for editing show: also what still waits or was refused, and what was just removed."""

    files: Sequence[Shown]
    removed: Shown | None


def owner_of(organisation: Organisation) -> tuple[str, str]:
    """How the room `files` knows the organisation."""
    return KIND, str(organisation.pk)


def showcase_of(organisation: Organisation) -> Showcase:
    """Photos, documents and logo for the public page, in one query."""
    ready = ready_files(owner_of(organisation))
    logos = ready.get(Purpose.LOGO, [])
    return Showcase(ready.get(Purpose.PHOTO, []), ready.get(Purpose.DOCUMENT, []), logos[-1] if logos else None)


def album_of(organisation: Organisation, purpose: str, *, removed: UUID | None = None) -> Album:
    """The files of one purpose for editing. `removed`: one that was just removed and can be had back."""
    owner = owner_of(organisation)
    return Album(files_of(owner, purpose=purpose), removed_file(owner, removed) if removed else None)
