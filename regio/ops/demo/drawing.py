"""Small parts of pictures as SVG text on a 480 × 300 sheet: ground, houses, trees, things in front of them."""

from dataclasses import dataclass

WIDTH, HEIGHT = 480, 300


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one picture."""

    sky: str
    ground: str
    wall: str
    roof: str
    wood: str
    accent: str
    leaf: str = "#6f9460"
    glass: str = "#7d9aa6"


PALETTES = [
    Palette("#cfe3e6", "#a9c38a", "#f4ead3", "#b5563f", "#6b4630", "#c9583f"),
    Palette("#dbe7df", "#b9c79a", "#f1dfc4", "#8f4a36", "#5c4433", "#2f6a5e"),
    Palette("#f3e4c8", "#c7b68b", "#e8c9a0", "#7a4b3c", "#4f3a2e", "#b8862f"),
    Palette("#d8e3ee", "#9fb98c", "#eceae2", "#59656b", "#4a4f52", "#2c5c7a"),
    Palette("#e9dcd2", "#b2bd8e", "#dfe6df", "#a5523c", "#6b4630", "#7a4b63"),
]


def sheet(*parts: str) -> str:
    """The finished picture."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'preserveAspectRatio="xMidYMid slice">{"".join(parts)}</svg>\n'
    )


def rect(x: float, y: float, w: float, h: float, fill: str, *, rx: float = 0) -> str:
    """A box."""
    corner = f' rx="{rx}"' if rx else ""
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}"{corner} fill="{fill}"/>'


def path(d: str, fill: str = "none", *, stroke: str = "", width: float = 0) -> str:
    """A shape or a line."""
    line = f' stroke="{stroke}" stroke-width="{width}" stroke-linecap="round"' if stroke else ""
    return f'<path d="{d}" fill="{fill}"{line}/>'


def circle(x: float, y: float, r: float, fill: str) -> str:
    """A disc."""
    return f'<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}"/>'


def land(p: Palette) -> str:
    """Sky, a far hill and the ground everything stands on."""
    return (
        rect(0, 0, WIDTH, HEIGHT, p.sky)
        + circle(404, 62, 30, "#fbe3a6")
        + path("M0 190c110-54 210-40 300-18s130-8 180-4v140H0z", p.leaf)
        + path("M0 236c140-16 330-12 480-4v68H0z", p.ground)
    )


def tree(x: float, y: float, size: float, p: Palette) -> str:
    """A round tree whose trunk ends at (x, y)."""
    return path(f"M{x} {y}v{-size}", stroke=p.wood, width=size / 8) + circle(x, y - size * 1.2, size * 0.55, p.leaf)


def windows(x: float, y: float, columns: int, rows: int, p: Palette) -> str:
    """A grid of windows with their upper left corner at (x, y)."""
    parts = []
    for row in range(rows):
        for column in range(columns):
            left, top = x + column * 46, y + row * 48
            parts.append(
                rect(left, top, 30, 34, p.glass, rx=2) + path(f"M{left + 15} {top}v34", stroke=p.wall, width=3)
            )
    return "".join(parts)


def house(x: float, y: float, w: float, h: float, p: Palette, *, roof: str = "gable") -> str:
    """A wall with a roof; (x, y) is the upper left corner of the wall. Roofs: gable, flat, stepped, saddle."""
    walls = rect(x, y, w, h, p.wall)
    if roof == "flat":
        return walls + rect(x - 6, y - 12, w + 12, 14, p.roof)
    if roof == "saddle":
        return path(f"M{x - 16} {y}l38-56h{w - 44}l38 56z", p.roof) + walls
    if roof == "stepped":
        step = w / 8
        outline = f"M{x} {y + 2}v-18" + f"h{step}v-20" * 3 + f"h{2 * step}" + f"v20h{step}" * 3 + "v18z"
        return walls + path(outline, p.wall) + path(f"M{x - 2} {y}h{w + 4}", stroke=p.roof, width=5)
    return path(f"M{x - 18} {y + 2}L{x + w / 2} {y - w * 0.34}L{x + w + 18} {y + 2}z", p.roof) + walls


def door(x: float, y: float, w: float, h: float, p: Palette) -> str:
    """A door standing on y + h."""
    return rect(x, y, w, h, p.wood, rx=3) + circle(x + w - 8, y + h / 2, 2.6, "#f4ead3")


def shopfront(x: float, y: float, w: float, p: Palette) -> str:
    """Shop window under a striped awning."""
    stripe = w / 8
    stripes = "".join(rect(x + i * stripe, y, stripe, 24, p.accent if i % 2 == 0 else "#f7efe0") for i in range(8))
    return (
        rect(x + 6, y + 20, w - 12, 62, p.glass, rx=2)
        + path(f"M{x + 14} {y + 74}l22-44", stroke="#a9c0c8", width=5)
        + stripes
    )


def sign(x: float, y: float, glyph: str, p: Palette) -> str:
    """A board with one of GLYPHS in its middle."""
    return rect(x, y, 84, 40, p.accent, rx=5) + f'<g transform="translate({x + 42} {y + 20})">{GLYPHS[glyph]}</g>'


_INK = "#f7efe0"
GLYPHS = {
    "cross": path("M-4-13h8v9h9v8h-9v9h-8v-9h-9v-8h9z", _INK),
    "cup": path("M-12-8h20v10a8 8 0 0 1-8 8h-4a8 8 0 0 1-8-8zM8-5h4a5 5 0 0 1 0 9H8", _INK),
    "scissors": path("M-12-9L10 7M-12 9L10-7", stroke=_INK, width=4)
    + circle(-13, -10, 4, _INK)
    + circle(-13, 10, 4, _INK),
    "heart": path("M0 12C-16 0-12-12-5-11q4 0 5 5q1-5 5-5C12-12 16 0 0 12z", _INK),
    "star": path("M0-13l4 9 9 1-7 6 2 10-8-5-8 5 2-10-7-6 9-1z", _INK),
    "hand": path("M-12 4q6-10 12-4t12-4M-12 10h24", stroke=_INK, width=4),
    "wrench": path("M-12 10L6-6", stroke=_INK, width=5) + circle(9, -8, 7, _INK),
    "loaf": path("M-14 8c0-18 28-18 28 0z", _INK),
    "screen": rect(-13, -10, 26, 16, _INK, rx=2) + path("M-6 11h12", stroke=_INK, width=3),
}
