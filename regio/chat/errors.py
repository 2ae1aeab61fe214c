"""Refusals of the room."""

from django.utils.translation import gettext_lazy as _

from regio.core.errors import RegioError, TooMany


class EmptyMessage(RegioError):
    """Nothing anybody could read."""

    code = "empty_message"
    status = 422
    text = _("Please write something.")


class LongMessage(RegioError):
    """Longer than `rules.LONGEST`."""

    code = "long_message"
    status = 422
    text = _("A message can have 5,000 characters. Please shorten it or send two.")


class IdTaken(RegioError):
    """The id made by the device belongs to another message: of another author or in another conversation."""

    code = "id_taken"
    text = _("This message could not be sent. Please reload the page and send it again.")


class IdDamaged(RegioError):
    """What the device calls an id is none."""

    code = "id_damaged"
    status = 422
    text = IdTaken.text


class TooFast(TooMany):
    """More messages than anybody types (`rules.BURST`)."""

    code = "too_fast"
    text = _("That was a lot at once. Please wait a moment, then send it again.")
