"""Request, form, action, response."""

from regio.organisations.views.directory import directory, in_municipality, offices
from regio.organisations.views.page import organisation

__all__ = ["directory", "in_municipality", "offices", "organisation"]
