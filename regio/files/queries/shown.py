"""Files as pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from regio.core.time import now
from regio.files.choices import State
from regio.files.models import File
from regio.files.queries.sizes import DOCUMENT, fitting, widths_of
from regio.files.rules import UNDO, OwnerOf


@dataclass(frozen=True, slots=True)
class Shown:
    """One file for a page or a card. `width` and `height` are those of the largest size; 0 for documents."""

    id: UUID
    purpose: str
    name: str
    alt: str
    media_type: str
    size: int
    width: int
    height: int
    state: str
    refusal: str

    @classmethod
    def of(cls, file: File) -> "Shown":
        """From the row; refusals in the language of the page."""
        return cls(
            file.pk,
            file.purpose,
            file.name,
            file.alt,
            file.media_type,
            file.size,
            file.width or 0,
            file.height or 0,
            file.state,
            gettext(file.refusal) if file.refusal else "",
        )

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def is_ready(self) -> bool:
        """It can be shown or downloaded."""
        return self.state == State.READY

    @property
    def is_waiting(self) -> bool:
        """The worker has not made its sizes yet."""
        return self.state == State.WAITING

    def url(self, width: int = 640) -> str:
        """Address of the picture with at least `width` points, or the largest there is."""
        return reverse("files:show", args=[self.id, str(fitting(self.width, width))])

    @property
    def download(self) -> str:
        """Address that downloads it."""
        return reverse("files:show", args=[self.id, DOCUMENT])

    @property
    def status(self) -> str:
        """Address of the part of a page that shows how far it is."""
        return reverse("files:status", args=[self.id])

    @property
    def srcset(self) -> str:
        """All sizes, for the browser to choose."""
        return ", ".join(f"{self.url(size)} {min(size, self.width)}w" for size in widths_of(self.width))


def files_of(owner: OwnerOf, *, purpose: str) -> list[Shown]:
    """The files of one record in their order, those that wait or were refused too. Public pages leave these out."""
    found = File.objects.of(owner).there().filter(purpose=purpose)
    return [Shown.of(file) for file in found.order_by("position", "created_at")]


def files_of_many(owners: Iterable[OwnerOf], *, purpose: str) -> dict[OwnerOf, list[Shown]]:
    """The ready files of many records in one query; all owners of the same kind."""
    wanted: Sequence[OwnerOf] = list(owners)
    kinds, keys = {kind for kind, _key in wanted}, [key for _kind, key in wanted]
    result: dict[OwnerOf, list[Shown]] = {owner: [] for owner in wanted}
    found = File.objects.there().filter(owner_kind__in=kinds, owner_key__in=keys, purpose=purpose, state=State.READY)
    for file in found.order_by("position", "created_at"):
        if file.owner in result:
            result[file.owner].append(Shown.of(file))
    return result


def ready_files(owner: OwnerOf) -> dict[str, list[Shown]]:
    """Everything of one record that can be shown, by purpose, in one query."""
    result: dict[str, list[Shown]] = {}
    for file in File.objects.of(owner).there().filter(state=State.READY).order_by("position", "created_at"):
        result.setdefault(file.purpose, []).append(Shown.of(file))
    return result


def removed_file(owner: OwnerOf, file_id: UUID) -> Shown | None:
    """A file that was removed a moment ago and can be had back."""
    found = File.objects.of(owner).filter(pk=file_id, dropped_at__gt=now() - UNDO).first()
    return Shown.of(found) if found else None


def file_of(owner: OwnerOf, file_id: UUID) -> File | None:
    """One file of a record, removed ones too: what the owner's room changes, describes or brings back."""
    return File.objects.of(owner).filter(pk=file_id).first()


def shown_file(file_id: UUID) -> File | None:
    """One file that was not removed. Who may see it is asked by the caller (rules.can_see_file)."""
    return File.objects.there().filter(pk=file_id).first()
