"""Style sheets of what is printed: the same rules as on the page, in millimetres and with the county's colour."""

from pathlib import Path

_CSS = Path(__file__).parents[1] / "static" / "organisations" / "css"
_PAGES = {"a4": "A4", "a6": "A6", "aufkleber": "A4"}


def sheet_css(name: str, *, hue: int, format: str = "a4") -> str:
    """Rules of static/organisations/css/`name`.css for paper. One em of a sheet is a millimetre."""
    colours = f":root{{--r-brand:oklch(0.44 0.092 {hue});--r-on-brand:#fff}}"
    page = f"@page{{size:{_PAGES[format]};margin:0}}html,body{{margin:0;padding:0}}.s-sheet{{font-size:1mm;border:0}}"
    return (_CSS / f"{name}.css").read_text(encoding="utf-8") + colours + page
