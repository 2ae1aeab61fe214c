"""Photos, logo and documents of an organisation: kept by the room `files`, shown on its page and its cards."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regio.core.permissions import require
from regio.files import actions as files
from regio.files.choices import Purpose
from regio.files.errors import NotThere
from regio.files.queries import file_of, files_of
from regio.notifications.actions import tell
from regio.organisations.actions.organisation import keep_findable
from regio.organisations.choices import RightName
from regio.organisations.models import Organisation
from regio.organisations.queries.photos import COVER_WIDTH, KIND, owner_of
from regio.organisations.rules import can_edit

if TYPE_CHECKING:
    from regio.accounts.models import User
    from regio.files.models import File

PURPOSES = frozenset({Purpose.PHOTO, Purpose.LOGO, Purpose.DOCUMENT})


@transaction.atomic
def add_file(
    organisation: Organisation, upload: UploadedFile, *, by: "User | None", purpose: str, words: str = ""
) -> "File":
    """Take in a photo, the logo or a document. `words`: what a picture shows, how a document is called."""
    require(can_edit(by, organisation, RightName.PHOTOS) and purpose in PURPOSES)
    return files.store(upload, by=by, owner=owner_of(organisation), purpose=purpose, alt=words)


@transaction.atomic
def describe_file(organisation: Organisation, file_id: UUID, words: str, *, by: "User | None") -> "File":
    """Say what a picture shows, or how a document is called."""
    return files.describe(_own(organisation, file_id, by=by), words, by=by)


@transaction.atomic
def drop_file(organisation: Organisation, file_id: UUID, *, by: "User | None") -> "File":
    """Remove a file from the page at once; for some minutes it can be had back."""
    file = _own(organisation, file_id, by=by)
    files.drop(file, by=by)
    return file


@transaction.atomic
def bring_file_back(organisation: Organisation, file_id: UUID, *, by: "User | None") -> "File":
    """Undo `drop_file`."""
    return files.bring_back(_own(organisation, file_id, by=by), by=by)


@transaction.atomic
def arrange_files(organisation: Organisation, ids: Sequence[UUID], *, by: "User | None", purpose: str) -> None:
    """Put photos or documents into an order. The first photo stands at the head of the page and on cards."""
    require(can_edit(by, organisation, RightName.PHOTOS) and purpose in PURPOSES)
    files.arrange(owner_of(organisation), ids, by=by, purpose=purpose)


@transaction.atomic
def move_file(organisation: Organisation, file_id: UUID, steps: int, *, by: "User | None") -> "File":
    """Put one file `steps` places further back, or forward when negative. At the ends it stays."""
    file = _own(organisation, file_id, by=by)
    order = [shown.id for shown in files_of(owner_of(organisation), purpose=file.purpose)]
    if file_id in order:
        place = order.index(file_id)
        order.insert(max(0, place + steps), order.pop(place))
        files.arrange(owner_of(organisation), order, by=by, purpose=file.purpose)
    return file


def _own(organisation: Organisation, file_id: UUID, *, by: "User | None") -> "File":
    require(can_edit(by, organisation, RightName.PHOTOS))
    file = file_of(owner_of(organisation), file_id)
    if file is None or file.purpose not in PURPOSES:
        raise NotThere
    return file


def renew_cover(key: str, purpose: str) -> None:
    """Called by `files` when something changed: the first ready photo becomes the picture of page and cards.

    A picture that came with the entry stays until there is a photo.
    """
    if purpose != Purpose.PHOTO:
        return
    organisation = Organisation.objects.select_for_update().filter(pk=key).first()
    if organisation is None:
        return
    ready = [photo for photo in files_of((KIND, key), purpose=purpose) if photo.is_ready]
    cover = ready[0].url(COVER_WIDTH) if ready else ""
    came_along = organisation.picture and not organisation.picture.startswith("/")
    if cover != organisation.picture and (cover or not came_along):
        organisation.picture = cover
        organisation.save(update_fields=["picture", "updated_at"])
        keep_findable([organisation.pk])


def tell_uploader(file: "File") -> None:
    """Called by `files` when no picture could be made of an upload."""
    organisation = Organisation.objects.filter(pk=file.owner_key).first()
    if organisation and file.uploaded_by:
        tell(
            file.uploaded_by,
            kind="organisations.photo_refused",
            title=_("A picture could not be read"),
            text=_(
                "A picture you uploaded could not be read. Please save it once more, for example as JPEG, and upload it again."
            ),
            url=reverse("organisations:edit_photos", args=[organisation.slug]),
            circle=f"editors-{organisation.pk}",
        )
