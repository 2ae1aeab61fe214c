"""Importers of the room: the official register of Gemeinden and their boundaries."""

from regio.region.importers.boundaries import import_boundaries
from regio.region.importers.municipalities import county_in, import_municipalities

__all__ = ["county_in", "import_boundaries", "import_municipalities"]
