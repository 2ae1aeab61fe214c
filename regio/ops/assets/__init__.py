"""Front-end assets: npm packages, our CSS and our JavaScript become `build/static` (git-ignored).

Fonts are cut down and icons drawn on the way. `python -m regio.ops.assets` does nothing when nothing changed.
"""
