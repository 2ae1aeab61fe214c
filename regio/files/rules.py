"""What is taken, how much of it, and who may see it. Who may add or remove a file is a rule of the room that owns it."""

from datetime import timedelta
from typing import TYPE_CHECKING

from regio.files import registry
from regio.files.choices import Purpose

if TYPE_CHECKING:
    from regio.files.models import File
    from regio.files.registry import Visitor

type OwnerOf = tuple[str, str]  # kind and key: ("organisations.organisation", "12")

MOST_BYTES = 12 * 2**20
MOST_BYTES_OF_OWNER = 200 * 2**20
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 16_000  # WebP ends at 16,383
MOST_A_DAY = 300
MOST_FILES: dict[str, int] = {
    Purpose.PHOTO: 30,
    Purpose.LOGO: 1,
    Purpose.CREST: 1,
    Purpose.DOCUMENT: 20,
    Purpose.EVIDENCE: 10,
    Purpose.PAGE: 100,
}
PICTURES_ONLY = frozenset({Purpose.PHOTO, Purpose.LOGO, Purpose.CREST})
DOCUMENTS_ONLY = frozenset({Purpose.DOCUMENT})
UNDO = timedelta(minutes=15)  # how long a removed file can be had back


def can_see_file(user: "Visitor", file: "File") -> bool:
    """What the room that owns the file says, asked at every download. Removed files and unknown owners: nobody."""
    owner = registry.owner_of(file.owner_kind)
    return file.dropped_at is None and owner is not None and owner.can_see(user, file.owner_key, file.purpose)


def is_public_file(file: "File") -> bool:
    """True when everybody may see it, so that caches may keep it."""
    owner = registry.owner_of(file.owner_kind)
    return file.dropped_at is None and owner is not None and owner.is_public(file.owner_key, file.purpose)
