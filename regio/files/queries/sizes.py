"""Names of what is stored for one file, told by its width alone."""

ORIGINAL = "original"  # as uploaded; only until the worker has made the sizes
DOCUMENT = "datei"  # as downloaded
WIDTHS = (320, 640, 1280, 1920)


def widths_of(width: int) -> tuple[int, ...]:
    """The sizes made of a picture `width` points wide: all that are smaller, and the first that holds it whole."""
    whole = next((size for size in WIDTHS if size >= width), WIDTHS[-1])
    return tuple(size for size in WIDTHS if size <= whole)


def fitting(width: int, wanted: int) -> int:
    """The smallest size with at least `wanted` points, or the largest there is."""
    there = widths_of(width)
    return next((size for size in there if size >= wanted), there[-1])
