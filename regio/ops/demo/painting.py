"""Pictures that come as an upload does: points instead of drawings, painted so that nobody takes them for a real place."""

from collections.abc import Callable
from io import BytesIO
from math import sin

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1600, 1067
_TWICE = 2  # painted at double size: smooth edges

_FRONTS = (("#f4ead3", "#b5563f"), ("#e3c9a4", "#8f4a36"), ("#dfe6df", "#a5523c"), ("#f1d9c0", "#7a4b3c"))

type Brush = ImageDraw.ImageDraw


def sky(brush: Brush, above: tuple[int, int, int], below: tuple[int, int, int]) -> None:
    """From one colour to the other, down to the middle."""
    for y in range(HEIGHT):
        part = min(y / (HEIGHT * 0.6), 1)
        mixed = tuple(round(a + (b - a) * part) for a, b in zip(above, below, strict=True))
        brush.rectangle((0, y * _TWICE, WIDTH * _TWICE, y * _TWICE + 2), fill=mixed)


def hill(brush: Brush, top: int, swing: int, colour: str, *, phase: float = 0, length: int = 420) -> None:
    """A line of hills, filled downwards."""
    line = [(x * _TWICE, (top + swing * sin(x / length + phase)) * _TWICE) for x in range(0, WIDTH + 20, 10)]
    brush.polygon([*line, (WIDTH * _TWICE, HEIGHT * _TWICE), (0, HEIGHT * _TWICE)], fill=colour)


def disc(brush: Brush, x: int, y: int, r: int, colour: str) -> None:
    brush.ellipse(tuple(n * _TWICE for n in (x - r, y - r, x + r, y + r)), fill=colour)


def area(brush: Brush, colour: str, *points: tuple[int, int]) -> None:
    brush.polygon([(x * _TWICE, y * _TWICE) for x, y in points], fill=colour)


def box(brush: Brush, x: int, y: int, width: int, height: int, *, colour: str) -> None:
    area(brush, colour, (x, y), (x + width, y), (x + width, y + height), (x, y + height))


def house(brush: Brush, foot: tuple[int, int], size: tuple[int, int], *, wall: str, roof: str) -> None:
    """Its left corner stands on `foot`; with two rows of windows. Points."""
    (x, y), (width, height) = foot, size
    box(brush, x, y - height, width, height, colour=wall)
    top, eaves = y - height - width * 2 // 5, y - height
    area(brush, roof, (x - 18, eaves), (x + width // 2, top), (x + width + 18, eaves))
    for row in range(2):
        for column in range(3):
            left = x + width * (2 * column + 1) // 7
            box(brush, left, eaves + 30 + row * height // 3, width // 7, height // 6, colour="#6f8b96")


def tree(brush: Brush, x: int, y: int, size: int, colour: str = "#6f9460") -> None:
    box(brush, x - size // 14, y - size, size // 7, size, colour="#6b4630")
    for left, up, r in ((-0.32, 1.0, 0.38), (0.3, 1.05, 0.4), (0, 1.35, 0.45)):
        disc(brush, round(x + left * size), round(y - up * size), round(r * size), colour)


def market(brush: Brush) -> None:
    """Stalls with striped awnings before a row of houses."""
    sky(brush, (190, 216, 226), (243, 232, 208))
    for n, (wall, roof) in enumerate(_FRONTS):
        house(brush, (40 + n * 395, 720), (335, 330 + 40 * (n % 2)), wall=wall, roof=roof)
    box(brush, 0, 720, WIDTH, HEIGHT - 720, colour="#c9bda6")
    for n, colour in enumerate(("#c9583f", "#2f6a5e", "#b8862f")):
        left = 90 + n * 510
        box(brush, left, 690, 12, 230, colour="#6b4630")
        box(brush, left + 388, 690, 12, 230, colour="#6b4630")
        for stripe in range(8):
            x = left - 20 + stripe * 55
            area(brush, colour if stripe % 2 else "#f7efe0", (x + 12, 610), (x + 62, 610), (x + 55, 710), (x, 710))
        box(brush, left - 10, 850, 420, 110, colour="#8a6242")
        for fruit in range(11):
            disc(brush, left + 18 + fruit * 37, 842, 26, ("#c9583f", "#e8b54c", "#7fae6a")[(fruit // 2 + n) % 3])


def farm(brush: Brush) -> None:
    """A farm among orchards."""
    sky(brush, (178, 210, 226), (246, 236, 210))
    disc(brush, 1310, 190, 80, "#fbe3a6")
    hill(brush, 470, 60, "#8fae93", phase=1)
    hill(brush, 560, 50, "#86a873", phase=2.4, length=300)
    hill(brush, 690, 26, "#a9c38a", phase=0.4)
    house(brush, (520, 770), (420, 220), wall="#f4ead3", roof="#b5563f")
    house(brush, (900, 790), (300, 150), wall="#a97d55", roof="#8f4a36")
    for n, (x, y) in enumerate(((150, 820), (360, 770), (1330, 800), (1500, 850), (260, 960), (1180, 960), (760, 980))):
        tree(brush, x, y, 150 + (n % 3) * 18)
        for apple in range(5):
            disc(brush, x - 70 + apple * 34, y - 190 + (apple * 37) % 70, 9, "#c9583f")


def vines(brush: Brush) -> None:
    """Rows of vines in evening light."""
    sky(brush, (226, 178, 140), (248, 226, 178))
    disc(brush, 420, 430, 90, "#fdeec2")
    hill(brush, 520, 50, "#a58a86", phase=2)
    hill(brush, 600, 60, "#8f9468", phase=0.6, length=360)
    hill(brush, 720, 30, "#7f8a4f", phase=3)
    for row in range(-9, 26):
        near, far = row * 100, 600 + row * 32
        colour = "#5f7a3f" if row % 2 else "#a9a05c"
        area(brush, colour, (near, HEIGHT), (near + 58, HEIGHT), (far + 20, 735), (far, 735))


def evening(brush: Brush) -> None:
    """A church in the snow under stars."""
    sky(brush, (28, 40, 72), (96, 104, 136))
    for n in range(90):
        disc(brush, (n * 397) % WIDTH, (n * 211) % 480, 2 + n % 3, "#f3ecd8")
    hill(brush, 640, 50, "#7d88a6", phase=1.2)
    hill(brush, 760, 30, "#e6e9f0", phase=2.6)
    house(brush, (720, 830), (420, 210), wall="#d9c9ad", roof="#eef1f6")
    box(brush, 600, 430, 140, 400, colour="#cdbb9c")
    area(brush, "#eef1f6", (580, 432), (670, 240), (760, 432))
    for y in (500, 640):
        box(brush, 648, y, 44, 80, colour="#f6c667")
    for x in (180, 330, 1280, 1450):
        for level in range(3):
            half = 90 - level * 22
            top = 610 + (x % 70) - level * 70
            area(brush, "#33564a", (x - half, top + 190), (x, top), (x + half, top + 190))


SCENES: dict[str, Callable[[Brush], None]] = {"markt": market, "hof": farm, "reben": vines, "abend": evening}


def painted(name: str) -> bytes:
    """One of SCENES as JPEG."""
    sheet = Image.new("RGB", (WIDTH * _TWICE, HEIGHT * _TWICE))
    SCENES[name](ImageDraw.Draw(sheet))
    small = sheet.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).filter(ImageFilter.SMOOTH)
    file = BytesIO()
    small.save(file, "JPEG", quality=88)
    return file.getvalue()
