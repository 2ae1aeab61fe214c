"""What the peers did, as measured before on a 2-core machine with the same work. Stored figures: not of this run.

Measured by hand: each peer is a server of its own with its own settings and data. `make bench` prints them as stored.
"""

from dataclasses import replace

from regio.ops.bench.figure import Figure

PEERS = {
    "chat_per_s": ("Synapse, 16 senders", 76.0),
    "chat_p99_ms": ("Synapse, 16 senders", 285.0),
    "list_per_s": ("Wagtail, front page with 20 items", 247.0),
    "list_p95_ms": ("Wagtail, front page with 20 items, p99", 88.0),
}


def beside(figure: Figure) -> Figure:
    """The figure with what its peer did, where one is known and none was measured."""
    if figure.peer is not None or figure.name not in PEERS:
        return figure
    return replace(figure, peer=PEERS[figure.name][1])


def told(figure: Figure) -> str:
    """Who the peer is and that its figure is stored; empty without one."""
    who, value = PEERS.get(figure.name, ("", None))
    return f"{who}, stored" if value is not None and figure.peer == value else ""
