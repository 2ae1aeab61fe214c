"""Importers of the room: places from OpenStreetMap as CSV or GeoJSON."""

from regio.organisations.importers.places import import_organisations

__all__ = ["import_organisations"]
