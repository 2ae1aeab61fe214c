"""Refusals of the room."""

from django.utils.translation import gettext_lazy as _

from regio.core.errors import RegioError


class CountyFounded(RegioError):
    """An installation serves one county; a second needs its own (DESIGN §1)."""

    code = "county_founded"
    text = _("This installation already serves another county.")


class UnknownCounty(RegioError):
    """The official table has no such key."""

    code = "unknown_county"
    text = _("The table of municipalities has no county with this key.")


class BadBoundary(RegioError):
    """A geometry that is no usable area; its argument says why."""

    code = "bad_boundary"
    status = 400
    text = _("This is not a valid area.")
