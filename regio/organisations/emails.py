"""Texts that leave the house."""

from django.utils.translation import gettext as _

from regio.region.models import County
from regio.region.queries import county


def letter_text() -> str:
    """What an invitation by letter says first; the desk may change it before printing."""
    own = county() or County(name="Regio-Plattform")
    return _(
        "Good day,\n\n"
        "%(county)s and its municipalities run a platform of their own for the region: one place where people find "
        "shops, clubs and offices, see opening hours that are right, and ask questions. It belongs to the public, it "
        "costs you nothing, and nobody sells your data.\n\n"
        "We have prepared a page for you. With the code in this letter you take it over in a few minutes: check address and "
        "opening hours, add a photo, answer questions. Whoever holds this letter can do that; please pass it on to the "
        "person in charge.\n\n"
        "If you do not want a page, you need not do anything, or tell us and we delete the entry.\n\n"
        "Kind regards\n"
        "%(county)s"
    ) % {"county": own.name}
