"""Errors that a person can understand. A room's own are in its errors.py and derive from RegioError."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import BaseForm
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class RegioError(Exception):
    """Something the person asked for cannot be done. `text` says why, `status` is the HTTP status, `code` is for machines."""

    code = "refused"
    status = 409
    text: str | Promise = _("That did not work.")


class Forbidden(RegioError):
    """The person may see the thing but may not do this to it."""

    code = "forbidden"
    status = 403
    text = _("You are not allowed to do this.")


class TooMany(RegioError):
    """A rate limit was reached (OWASP ASVS 2.4.1)."""

    code = "too_many"
    status = 429
    text = _("That was a lot at once. Please try again in a few minutes.")


@contextmanager
def told_in(form: BaseForm) -> Iterator[None]:
    """Turn a refusal inside the block into a message of `form`, so that nothing typed is lost.

    A view returns its redirect inside the block; when the action refuses, it goes on below and shows the form again.
    """
    try:
        yield
    except Forbidden:
        raise
    except RegioError as error:
        form.add_error(None, str(error.text))
