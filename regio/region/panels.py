"""What higher rooms show on the page of a Gemeinde: a title and an address, loaded when it comes into view.

    panels.register(Panel("organisations", _("Who is here"), lambda place: reverse("…", args=[place.slug])))

The address answers htmx with a fragment and everybody else with a page or a redirect, so the link works without script.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from regio.region.models import Municipality


@dataclass(frozen=True, slots=True)
class Panel:
    """`name` is unique and becomes part of an HTML id."""

    name: str
    title: str | Promise
    url: Callable[[Municipality], str]


_panels: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    """Called in apps.ready() of the room that owns the panel."""
    _panels[panel.name] = panel


def panels_of(municipality: Municipality) -> list[tuple[Panel, str]]:
    """All panels with their address for `municipality`."""
    return [(panel, panel.url(municipality)) for panel in _panels.values()]
