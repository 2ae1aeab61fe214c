"""Icons of the installed app, drawn from the crest: 192 and 512 px, and one with a margin that phones cut round."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

CREST = Path(__file__).resolve().parents[2] / "core" / "static" / "core" / "pwa" / "icon.svg"
PAPER = "#fcf9f3"
WIDTH, HEIGHT = 34, 40
SMOOTH = 4  # drawn larger, then reduced
STEPS = 16  # straight pieces per curve

type Point = tuple[float, float]


def write(target: Path) -> None:
    """PNG files into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    for name, size, share in (("icon-192", 192, 0.84), ("icon-512", 512, 0.84), ("icon-maskable-512", 512, 0.6)):
        draw(size, share).save(target / f"{name}.png", optimize=True)


def draw(size: int, share: float) -> "Image.Image":
    """The crest in the middle of a square of paper, `share` of its height."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - only when there is work

    edge = size * SMOOTH
    scale = edge * share / HEIGHT
    left, top = (edge - WIDTH * scale) / 2, (edge - HEIGHT * scale) / 2
    picture = Image.new("RGB", (edge, edge), PAPER)
    pen = ImageDraw.Draw(picture)
    for shape in re.findall(r"<path ([^>]*)/>", CREST.read_text()):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', shape))
        points = [(left + x * scale, top + y * scale) for x, y in outline(attributes["d"])]
        if "stroke" in attributes:
            pen.line(points, fill=attributes["stroke"], width=round(2 * scale), joint="curve")
        else:
            pen.polygon(points, fill=attributes["fill"])
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def outline(path: str) -> list[Point]:
    """Points along an SVG path of the commands the crest uses: M h v l c C s z."""
    points: list[Point] = []
    pen: Point = (0.0, 0.0)
    for command, text in re.findall(r"([MhvlcCsz])([^MhvlcCsz]*)", path):
        numbers = [float(each) for each in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", text)]
        for values in groups(command, numbers):
            piece = stretch(command, values, pen)
            points += piece
            pen = piece[-1]
    return points


def groups(command: str, numbers: list[float]) -> list[list[float]]:
    """Repeated arguments of one command, one group per piece."""
    length = {"M": 2, "l": 2, "h": 1, "v": 1, "c": 6, "C": 6, "s": 4, "z": 0}[command]
    return [numbers[at : at + length] for at in range(0, len(numbers), length)] if length else []


def stretch(command: str, values: list[float], pen: Point) -> list[Point]:
    """The points one piece adds."""
    x, y = pen
    if command == "h":
        return [(x + values[0], y)]
    if command == "v":
        return [(x, y + values[0])]
    base = (0.0, 0.0) if command in "MC" else pen
    pairs = [(base[0] + a, base[1] + b) for a, b in zip(values[::2], values[1::2], strict=True)]
    if command in "Ml":
        return pairs
    first = pairs if command in "cC" else [pen, *pairs]
    return [curve([pen, *first], step / STEPS) for step in range(1, STEPS + 1)]


def curve(points: list[Point], t: float) -> Point:
    """A Bézier curve at `t` (de Casteljau)."""
    while len(points) > 1:
        points = [
            ((1 - t) * a + t * c, (1 - t) * b + t * d) for (a, b), (c, d) in zip(points, points[1:], strict=False)
        ]
    return points[0]
