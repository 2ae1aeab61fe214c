"""Reads of the room."""

from regio.organisations.queries.documents import document_of, documents
from regio.organisations.queries.edit import rights_of, sections_of, to_edit
from regio.organisations.queries.municipality import in_municipality, varied
from regio.organisations.queries.page import (
    Acting,
    OrganisationPage,
    address_of,
    organisation_page,
    organisations_of,
    present_slug,
)

__all__ = [
    "Acting",
    "OrganisationPage",
    "address_of",
    "document_of",
    "documents",
    "in_municipality",
    "organisation_page",
    "organisations_of",
    "present_slug",
    "rights_of",
    "sections_of",
    "to_edit",
    "varied",
]
