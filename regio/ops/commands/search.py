"""`regio search rebuild`: fill the index anew from what is public now."""

from argparse import Namespace

from regio.ops.commands import ground
from regio.ops.speech import _
from regio.search.actions import rebuild


def run(arguments: Namespace) -> int:
    """0 when every kind was walked to its end."""
    with ground.tables(arguments.installation):
        for kind, count in rebuild(progress=ground.bar()).items():
            print(_("%(kind)s: %(count)d entries") % {"kind": kind, "count": count}, flush=True)
    return 0
