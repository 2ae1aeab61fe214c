"""The demo county: 24 real Gemeinden, invented organisations and people. `python -m regio.ops.demo` loads it.

Loading uses the actions and importers of the product, so the demo is what an installation would be.
"""
