"""Reads of the room."""

from regio.organisations.queries.documents import document_of, documents
from regio.organisations.queries.page import (
    Acting,
    OrganisationPage,
    address_of,
    organisation_page,
    organisations_in,
    organisations_of,
)

__all__ = [
    "Acting",
    "OrganisationPage",
    "address_of",
    "document_of",
    "documents",
    "organisation_page",
    "organisations_in",
    "organisations_of",
]
