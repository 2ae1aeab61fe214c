"""Refusals of the room. The sentence stands beside the field; `named` puts the name of the file before it."""

from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regio.core.errors import RegioError, TooMany


class FileRefused(RegioError):
    """A file is not taken."""

    code = "file_refused"
    status = 422
    text: str | Promise = gettext_lazy("This file could not be taken.")

    def named(self, name: str) -> Self:
        """The same refusal when several files came at once."""
        self.text = _("%(name)s: %(reason)s") % {"name": name, "reason": self.text}
        return self


class NotAllowed(FileRefused):
    """Neither a picture nor a document of the list of allowed formats, or something beside it hides in the file."""

    code = "file_not_allowed"
    text = gettext_lazy("Please choose a PDF document or a picture: JPEG, PNG or WebP.")


class NotAPicture(NotAllowed):
    """Not one of the three formats every browser can show."""

    code = "not_a_picture"
    text = gettext_lazy("Please choose a picture in the format JPEG, PNG or WebP.")


class NotADocument(NotAllowed):
    """Not a plain PDF from its first to its last byte."""

    code = "not_a_document"
    text = gettext_lazy("Please choose a document in the format PDF.")


class Damaged(FileRefused):
    """Begins well and then breaks off."""

    code = "file_damaged"
    text = gettext_lazy("This file is damaged or incomplete. Please choose it again or save it once more.")


class ActiveDocument(FileRefused):
    """A PDF that does something by itself: scripts, programs, other files inside."""

    code = "active_document"
    text = gettext_lazy(
        "This PDF contains scripts, programs or other files. Please save it as a plain PDF, for example by printing it."
    )


class LockedDocument(FileRefused):
    """Nobody could open it, and nobody could look into it."""

    code = "locked_document"
    text = gettext_lazy("This PDF is protected by a password. Please save it without.")


class TooLarge(FileRefused):
    """More than `rules.MOST_BYTES`."""

    code = "file_too_large"
    status = 413
    text = gettext_lazy("This file is too large. Files may have up to 12 MB.")


class TooManyPixels(FileRefused):
    """More than `rules.MOST_PIXELS`, told by its head before anything is unpacked."""

    code = "too_many_pixels"
    text = gettext_lazy("This picture is too large. Pictures may have up to 40 million pixels.")


class TooManyFiles(FileRefused):
    """More than `rules.MOST_FILES` of one purpose."""

    code = "too_many_files"
    status = 409
    text = gettext_lazy("There is no room for another one. Please remove a file first.")


class NoRoom(FileRefused):
    """The files of one owner together have more than `rules.MOST_BYTES_OF_OWNER`."""

    code = "no_room"
    status = 409
    text = gettext_lazy("The files together are too large. Please remove some first.")


class TooManyToday(TooMany):
    """More than `rules.MOST_A_DAY` by one person."""

    code = "too_many_files_today"
    text = gettext_lazy("That were many files for one day. Please go on tomorrow.")


class NotThere(FileRefused):
    """It was removed in the meantime."""

    code = "file_gone"
    status = 404
    text = gettext_lazy("This file is no longer there.")
