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


class LastTechnical(RegioError):
    """Somebody must stay who can hand out duties."""

    code = "last_technical"
    text = _("This is the last person with the technical operation. Please give it to somebody else first.")


class SecondPersonNeeded(RegioError):
    """Four eyes are two people."""

    code = "second_person"
    text = _("Somebody else has to confirm this.")


class EndsInThePast(RegioError):
    """A last day that is over."""

    code = "ends_in_the_past"
    text = _("The last day is over already.")


class NobodyThere(RegioError):
    """No account has this address."""

    code = "nobody_there"
    status = 404
    text = _("No account has this e-mail address. The person creates one first.")


class NothingToPublish(RegioError):
    """There is no draft; somebody else was faster."""

    code = "nothing_to_publish"
    text = _("There is no draft. Somebody may have published it meanwhile.")


class BeginsInThePast(RegioError):
    """A version cannot have counted before it could be read."""

    code = "begins_in_the_past"
    text = _("A new version begins today or later.")
