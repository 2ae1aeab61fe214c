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


def all_panels() -> list[Panel]:
    """What a town hall can switch on and off."""
    return list(_panels.values())


def panels_of(municipality: Municipality) -> list[tuple[Panel, str]]:
    """Panels with their address for `municipality`, without those its town hall switched off."""
    return [(panel, panel.url(municipality)) for panel in _panels.values() if panel.name not in municipality.switches]
