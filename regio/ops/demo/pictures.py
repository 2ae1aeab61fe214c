"""Pictures of the demo county: drawn, never photographs of real places. The asset build writes five of each scene."""

import colorsys
import re
from collections.abc import Callable
from pathlib import Path

from regio.ops.demo.drawing import (
    PALETTES,
    Palette,
    circle,
    door,
    house,
    land,
    path,
    rect,
    sheet,
    shopfront,
    sign,
    tree,
    windows,
)

ART = Path(__file__).parent / "art"
VARIANTS = 5


def shop(glyph: str) -> Callable[[Palette], str]:
    """A house front with awning and a board that says what is sold."""

    def scene(p: Palette) -> str:
        front = house(108, 106, 250, 148, p) + windows(134, 122, 2, 1, p) + sign(262, 116, glyph, p)
        return land(p) + tree(430, 250, 64, p) + front + shopfront(124, 170, 150, p) + door(296, 184, 44, 70, p)

    return scene


def block(glyph: str) -> Callable[[Palette], str]:
    """A friendly flat-roofed building with trees: practice, office, day-care."""

    def scene(p: Palette) -> str:
        front = house(92, 94, 296, 160, p, roof="flat") + windows(112, 112, 3, 2, p) + sign(282, 112, glyph, p)
        return land(p) + tree(52, 256, 58, p) + front + door(300, 176, 52, 78, p) + tree(430, 258, 76, p)

    return scene


def inn(p: Palette) -> str:
    """Half-timbered inn with tables under a chestnut."""
    beams = path("M96 150h240M96 196h240M136 120v132M296 120v132M136 196l40-46M296 196l-40-46", stroke=p.wood, width=6)
    tables = "".join(path(f"M{x} 254v-20M{x - 22} 234h44", stroke=p.wood, width=6) for x in (372, 440))
    return (
        land(p)
        + house(96, 120, 240, 134, p)
        + beams
        + windows(152, 156, 3, 1, p)
        + door(196, 200, 40, 54, p)
        + tree(406, 246, 96, p)
        + tables
    )


def workshop(p: Palette) -> str:
    """Workshop with a big gate and tools."""
    gate = rect(196, 150, 120, 104, p.wood) + path("M196 176h120M196 202h120M196 228h120", stroke=p.roof, width=3)
    wood = "".join(rect(52, 240 - i * 12, 76, 10, "#c99b62") for i in range(4))
    return (
        land(p)
        + house(136, 112, 260, 142, p, roof="saddle")
        + gate
        + sign(216, 100, "wrench", p)
        + windows(338, 150, 1, 1, p)
        + wood
    )


def nursery(p: Palette) -> str:
    """Greenhouse and rows of flowers."""
    frame = path(
        "M120 244V150l90-54 90 54v94M120 150h180M165 123v121M210 96v148M255 123v121", stroke="#f7efe0", width=5
    )
    glass = path("M120 244V150l90-54 90 54v94z", "#bcd7cf")
    colours = ["#c9583f", "#e8b54c", "#f7efe0", "#a0568a"]
    beds = "".join(
        circle(30 + i * 22, 268 + (i % 2) * 12, 8, colours[i % 4])
        + path(f"M{30 + i * 22} {276 + (i % 2) * 12}v10", stroke=p.leaf, width=4)
        for i in range(20)
    )
    return land(p) + glass + frame + house(330, 168, 96, 80, p) + door(360, 196, 36, 52, p) + beds


def cafe(p: Palette) -> str:
    """Café with parasols on the square."""
    parasols = "".join(
        path(f"M{x - 46} 196q46-44 92 0z", p.accent) + path(f"M{x} 180v74M{x - 24} 234h48", stroke=p.wood, width=5)
        for x in (72, 424)
    )
    return (
        land(p)
        + house(128, 96, 224, 158, p, roof="flat")
        + windows(150, 112, 2, 1, p)
        + sign(256, 108, "cup", p)
        + shopfront(142, 172, 130, p)
        + door(290, 186, 44, 68, p)
        + parasols
    )


def pitch(p: Palette) -> str:
    """Sports ground with a goal and a clubhouse."""
    field = rect(0, 206, 480, 94, "#7fae6a") + path("M0 250h480M240 206v94", stroke="#f7efe0", width=4)
    goal = path("M312 252v-76h120v76M312 176l-16 18v58M432 176l16 18v58", stroke="#f7efe0", width=6)
    ball = circle(206, 268, 15, "#f7efe0") + path("M206 259l7 6-3 8h-8l-3-8z", p.wood)
    return land(p) + house(44, 130, 150, 80, p, roof="saddle") + windows(64, 150, 2, 1, p) + field + goal + ball


def fire_station(p: Palette) -> str:
    """Station with red gates and hose tower."""
    gates = "".join(
        rect(126 + i * 92, 168, 78, 86, "#b8382c", rx=2)
        + path(f"M{126 + i * 92} 190h78M{126 + i * 92} 212h78", stroke="#e9c9bd", width=4)
        for i in range(3)
    )
    return (
        land(p)
        + rect(60, 60, 54, 194, p.wall)
        + path("M52 62l35-30 35 30z", p.roof)
        + windows(72, 84, 1, 2, p)
        + house(114, 132, 300, 122, p, roof="flat")
        + gates
    )


def hall(p: Palette) -> str:
    """Village hall with bunting."""
    flags = "".join(
        path(f"M{60 + i * 30} {72 + abs(6 - i) * -3}l10 22 10-22z", [p.accent, "#e8b54c", p.leaf][i % 3])
        for i in range(12)
    )
    return (
        land(p)
        + house(100, 132, 280, 122, p)
        + windows(126, 158, 5, 1, p)
        + door(214, 200, 52, 54, p)
        + path("M50 78q190-44 380 0", stroke=p.wood, width=3)
        + flags
    )


def church(p: Palette) -> str:
    """Village church on its hill."""
    tower = (
        rect(120, 96, 70, 158, p.wall)
        + path("M112 98l43-82 43 82z", p.roof)
        + path("M155 16v-14M148 8h14", stroke=p.wood, width=4)
    )
    clock = circle(155, 130, 16, "#f7efe0") + path("M155 130v-10M155 130l7 5", stroke=p.wood, width=3)
    nave = house(190, 150, 190, 104, p, roof="saddle") + "".join(
        path(f"M{214 + i * 44} 226v-34a12 12 0 0 1 24 0v34z", p.glass) for i in range(4)
    )
    return (
        land(p)
        + nave
        + tower
        + clock
        + path("M138 254v-44a17 17 0 0 1 34 0v44z", p.wood)
        + tree(430, 254, 70, p)
        + tree(60, 258, 52, p)
    )


def meadow(p: Palette) -> str:
    """Orchard meadow with a nesting box."""
    flowers = "".join(
        circle(20 + i * 31, 262 + (i * 17) % 28, 5, ["#f7efe0", "#e8b54c", "#c9583f"][i % 3]) for i in range(15)
    )
    box = rect(206, 118, 34, 40, p.wood, rx=3) + circle(223, 134, 7, "#2f2620") + path("M200 120l23-16 23 16z", p.roof)
    return land(p) + tree(90, 250, 92, p) + tree(222, 256, 110, p) + tree(380, 248, 84, p) + box + flowers


def town_hall(p: Palette) -> str:
    """Town hall with stepped gable and flag."""
    flag = (
        path("M240 46V14", stroke=p.wood, width=4) + rect(242, 14, 44, 26, p.accent) + rect(242, 27, 44, 13, "#f1c75b")
    )
    return (
        land(p)
        + flag
        + house(130, 122, 220, 132, p, roof="stepped")
        + windows(152, 136, 4, 1, p)
        + path("M216 254v-44a24 24 0 0 1 48 0v44z", p.wood)
        + windows(152, 196, 1, 1, p)
        + windows(290, 196, 1, 1, p)
        + circle(240, 100, 15, "#f7efe0")
        + tree(428, 254, 66, p)
    )


def recycling(p: Palette) -> str:
    """Containers in a row."""
    colours = ["#2f6a5e", "#2c5c7a", "#b8862f", "#7a4b63"]
    boxes = "".join(
        path(f"M{40 + i * 104} 160h92l-10 90h-72z", colour)
        + rect(34 + i * 104, 148, 104, 16, p.wood, rx=3)
        + circle(86 + i * 104, 200, 14, "#f7efe0")
        for i, colour in enumerate(colours)
    )
    return land(p) + tree(60, 150, 60, p) + tree(420, 150, 72, p) + rect(0, 246, 480, 54, "#b8b2a4") + boxes


def newspaper(p: Palette) -> str:
    """A stack of newspapers beside a cup."""
    papers = "".join(
        rect(110 + i * 5, 214 - i * 14, 230, 18, "#f7f1e4" if i % 2 else "#e9e0cd", rx=2) for i in range(5)
    )
    front = (
        rect(128, 76, 236, 82, "#fbf7ee", rx=3)
        + rect(144, 90, 120, 12, p.wood)
        + rect(276, 90, 72, 54, p.glass)
        + "".join(rect(144, 112 + i * 12, 118, 5, "#b9ae9a") for i in range(4))
    )
    cup = path("M384 182h56v34a22 22 0 0 1-22 22h-12a22 22 0 0 1-22-22zM440 190h8a12 12 0 0 1 0 26h-8", p.accent)
    return rect(0, 0, 480, 300, p.wall) + rect(0, 226, 480, 74, p.wood) + papers + front + cup


SCENES: dict[str, Callable[[Palette], str]] = {
    "gasthaus": inn, "metzgerei": shop("star"), "apotheke": shop("cross"), "laden": shop("heart"), "friseur": shop("scissors"),
    "werkstatt": workshop, "gaertnerei": nursery, "praxis": block("cross"), "buero": block("screen"), "cafe": cafe, "sport": pitch,
    "feuerwehr": fire_station, "verein": hall, "kirche": church, "natur": meadow, "sozial": block("hand"), "kita": block("star"),
    "rathaus": town_hall, "wertstoff": recycling, "zeitung": newspaper,
}  # fmt: skip


def recoloured(svg: str, turn: float) -> str:
    """The drawing with every colour's hue turned by `turn` (part of a full circle)."""

    def shifted(found: re.Match[str]) -> str:
        digits = found[1] if len(found[1]) == 6 else "".join(letter * 2 for letter in found[1])
        red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
        hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
        mixed = colorsys.hls_to_rgb((hue + turn) % 1, light, strength * 0.96)
        return "#" + "".join(f"{round(part * 255):02x}" for part in mixed)

    return re.sub(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b", shifted, svg)


def pictures() -> dict[str, str]:
    """File name → SVG of every picture."""
    found = {
        f"{name}-{n + 1}.svg": sheet(scene(palette))
        for name, scene in SCENES.items()
        for n, palette in enumerate(PALETTES)
    }
    for file in sorted(ART.glob("*.svg")):
        svg = file.read_text()
        for n in range(VARIANTS):
            found[f"{file.stem}-{n + 1}.svg"] = recoloured(svg, (0, 0.025, -0.03, 0.05, -0.055)[n])
    return found


def write(folder: Path) -> int:
    """Write what is new or changed; returns how many pictures there are."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = pictures()
    for name, svg in drawn.items():
        file = folder / name
        if not file.exists() or file.read_text() != svg:
            file.write_text(svg)
    return len(drawn)
