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
_LETTER, _LINE = 8.0, 18.0  # of a label, in the units of the drawing
type Ring = list[tuple[float, float]]
type Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class MapShape:
    """The outline of one Gemeinde: `d` is an SVG path; the label's place is None where it would cover another's."""

    name: str
    slug: str
    d: str
    label_x: float | None
    label_y: float | None
    box: Box
    here: bool = False

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
        return None if self.label_x is None or self.label_y is None else (self.label_x, self.label_y)


@dataclass(frozen=True, slots=True)
class CountyMap:
    """All outlines in one drawing. `west`, `north` in degrees, `scale` units per degree of latitude."""

    shapes: tuple[MapShape, ...] = ()
    height: float = 0
    west: float = 0
    north: float = 0
    scale: float = 1
    shrink: float = 1  # a degree of longitude is this much shorter than one of latitude

    @property
    def view_box(self) -> str:
        return f"{-_MARGIN} {-_MARGIN} {WIDTH + 2 * _MARGIN:g} {self.height + 2 * _MARGIN:g}"

    def at(self, slug: str) -> "CountyMap":
        """The same map with one Gemeinde highlighted."""
        return replace(self, shapes=tuple(replace(shape, here=shape.slug == slug) for shape in self.shapes))

    def view_box_around(self, slug: str, *, margin: float = 70) -> str:
        """The part of the drawing around one Gemeinde; the whole when it has no outline."""
        found = next((shape.box for shape in self.shapes if shape.slug == slug), None)
        if found is None:
            return self.view_box
        left, top, right, bottom = found
        width, height = right - left + 2 * margin, bottom - top + 2 * margin
        return f"{left - margin:.0f} {top - margin:.0f} {width:.0f} {height:.0f}"

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
    return replace(drawing, shapes=tuple(_with_room(shapes, crowd)))


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


def _with_room(shapes: list[MapShape], crowd: dict[str, int]) -> Iterator[MapShape]:
    """Labels that would touch another's are left out, those of smaller places first; the list beside has all names."""
    taken: list[Box] = []
    free: set[str] = set()
    for shape in sorted(shapes, key=lambda shape: -crowd[shape.slug]):
        x, y, half = shape.label_x or 0, shape.label_y or 0, len(shape.label) * _LETTER / 2
        label = (x - half, y - _LINE, x + half, y + _LINE / 2)
        if not any(_touch(label, other) for other in taken) and label[0] > 0 and label[2] < WIDTH:
            taken.append(label)
            free.add(shape.slug)
    for shape in shapes:
        yield shape if shape.slug in free else replace(shape, label_x=None, label_y=None)


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _short(name: str) -> str:
    for joint in (" am ", " an ", " im ", " in ", " bei ", " ob ", "/", " ("):
        name = name.split(joint)[0]
    return name
