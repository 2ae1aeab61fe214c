"""Maps without a map service: the county's Gemeinden as SVG outlines, drawn from their boundaries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import cos, radians
from typing import Any

from django.urls import reverse

from regio.region.models import Municipality

WIDTH = 600.0
_MARGIN = 8
_STEP = 0.4  # points are snapped to this grid: shared edges stay shared, and no eye sees the difference
_LETTER, _LINE, _GAP = 0.56, 1.3, 0.7  # of a label, as shares of its font size
_FONTS = {1: 26.0, 2: 16.0, 3: 9.5}  # by size of the map, in units of the drawing; core/css/parts/map.css has the same
_CLOSE_FONT = 1 / 24  # on a map of one Gemeinde, as share of its width
type Ring = list[tuple[float, float]]
type Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class MapShape:
    """The outline of one Gemeinde: `d` is an SVG path.

    Its label fits beside the others from a map of `label_from` on: 1 a phone's, 2 half a page, 3 a page, 0 on none.
    """

    name: str
    slug: str
    d: str
    label_x: float
    label_y: float
    box: Box
    here: bool = False
    label_from: int = 0

    @property
    def path(self) -> str:
        return self.d

    @property
    def href(self) -> str:
        return reverse("region:municipality", args=[self.slug])

    @property
    def label(self) -> str:
        """`Endingen am Kaiserstuhl` → `Endingen`."""
        return _short(self.name)

    @property
    def label_at(self) -> tuple[float, float] | None:
        return (self.label_x, self.label_y) if self.label_from else None

    def label_box(self, font: float) -> Box:
        """The room the label needs, with a gap around it."""
        half, gap = len(self.label) * _LETTER * font / 2, _GAP * font / 2
        return (
            self.label_x - half - gap, self.label_y - font, self.label_x + half + gap, self.label_y + (_LINE - 1) * font,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CountyMap:
    """All outlines in one drawing. `west`, `north` in degrees, `scale` units per degree of latitude."""

    shapes: tuple[MapShape, ...] = ()
    height: float = 0
    west: float = 0
    north: float = 0
    scale: float = 1
    shrink: float = 1  # a degree of longitude is this much shorter than one of latitude
    window: Box | None = None  # the part that is shown; None: all

    @property
    def view_box(self) -> str:
        left, top, right, bottom = self.window or (-_MARGIN, -_MARGIN, WIDTH + _MARGIN, self.height + _MARGIN)
        return f"{left:g} {top:g} {right - left:g} {bottom - top:g}"

    @property
    def font(self) -> str:
        """Size of the labels of a part; empty for the whole map, whose labels follow its size on the page."""
        return f"{(self.window[2] - self.window[0]) * _CLOSE_FONT:.0f}" if self.window else ""

    def at(self, slug: str) -> "CountyMap":
        """The same map with one Gemeinde highlighted."""
        return replace(self, shapes=tuple(replace(shape, here=shape.slug == slug) for shape in self.shapes))

    def around(self, slug: str, *, margin: float = 70) -> "CountyMap":
        """One Gemeinde highlighted, with what lies around it; everything when it has no outline."""
        found = next((shape.box for shape in self.shapes if shape.slug == slug), None)
        if found is None:
            return self
        left, top, right, bottom = found
        window = (round(left - margin), round(top - margin), round(right + margin), round(bottom + margin))
        shown = [replace(shape, here=shape.slug == slug) for shape in self.shapes if _touch(shape.box, window)]
        first = sorted(shown, key=lambda shape: not shape.here)
        font = (window[2] - window[0]) * _CLOSE_FONT
        return replace(self, shapes=tuple(_labelled(shown, first, {1: font}, window)), window=window)

    def place(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a point of the globe lies in the drawing."""
        return (lon - self.west) * self.scale * self.shrink, (self.north - lat) * self.scale


def draw(places: Iterable[Municipality]) -> CountyMap:
    """Project and simplify the boundaries of `places` (equirectangular, true at the middle latitude)."""
    areas = [(place, list(_rings(place.boundary))) for place in places if place.boundary]
    points = [point for _place, rings in areas for ring in rings for point in ring]
    if not points:
        return CountyMap()
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    shrink = cos(radians((south + north) / 2))
    scale = WIDTH / max((east - west) * shrink, 1e-9)
    drawing = CountyMap((), round((north - south) * scale, 1), west, north, scale, shrink)
    shapes = [_shape(place, [_projected(ring, drawing) for ring in rings]) for place, rings in areas]
    crowd = {place.slug: place.population or 0 for place, _ in areas}
    first = sorted(shapes, key=lambda shape: -crowd[shape.slug])
    frame = (0.0, 0.0, WIDTH, drawing.height)
    return replace(drawing, shapes=tuple(_labelled(shapes, first, _FONTS, frame)))


def _rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    many = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in many:
        for ring in polygon:
            yield [(point[0], point[1]) for point in ring]


def _projected(ring: Ring, drawing: CountyMap) -> Ring:
    found: Ring = []
    for lon, lat in ring:
        x, y = drawing.place(lat, lon)
        point = (round(round(x / _STEP) * _STEP, 1), round(round(y / _STEP) * _STEP, 1))
        if not found or found[-1] != point:
            found.append(point)
    return found


def _shape(place: Municipality, rings: list[Ring]) -> MapShape:
    drawn = [ring for ring in rings if len(ring) > 3] or rings
    d = "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring[:-1]) + "Z" for ring in drawn)
    largest = max(drawn, key=lambda ring: abs(_area(ring)))
    x, y = _middle(largest)
    xs, ys = [x for ring in drawn for x, _ in ring], [y for ring in drawn for _, y in ring]
    return MapShape(place.name, place.slug, d, round(x), round(y), (min(xs), min(ys), max(xs), max(ys)))


def _area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False)) / 2


def _middle(ring: Ring) -> tuple[float, float]:
    area = _area(ring)
    if not area:
        return ring[0]
    pairs = list(zip(ring, ring[1:], strict=False))
    x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (6 * area)
    y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (6 * area)
    return x, y


def _labelled(
    shapes: Iterable[MapShape], first: list[MapShape], fonts: dict[int, float], frame: Box
) -> Iterator[MapShape]:
    """Each with the smallest map its label has room on, without touching those before it; the list has all names."""
    since: dict[str, int] = {}
    for size, font in fonts.items():
        taken = [shape.label_box(font) for shape in first if shape.slug in since]
        for shape in first:
            label = shape.label_box(font)
            if shape.slug not in since and _inside(label, frame) and not any(_touch(label, other) for other in taken):
                taken.append(label)
                since[shape.slug] = size
    for shape in shapes:
        yield replace(shape, label_from=since.get(shape.slug, 0))


def _inside(one: Box, frame: Box) -> bool:
    return frame[0] <= one[0] and frame[1] <= one[1] and one[2] <= frame[2] and one[3] <= frame[3]


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _short(name: str) -> str:
    for joint in (" am ", " an ", " im ", " in ", " bei ", " ob ", "/", " ("):
        name = name.split(joint)[0]
    return name
