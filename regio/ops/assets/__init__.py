"""Front-end assets: npm packages and our own CSS and JavaScript become `build/static` (git-ignored), fonts are cut down, icons are drawn.

`python -m regio.ops.assets` does nothing when nothing changed.
"""
