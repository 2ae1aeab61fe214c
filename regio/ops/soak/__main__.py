"""`make soak`: runs the long proofs and prints their counts."""

import sys
import time

from regio.ops.soak import kills, volume

PARTS = {"kills": kills.run, "volume": volume.run}


def main(only: str = "", *, peers: bool = False) -> int:
    """Exit code: 0 when every proof held, 2 for a part that does not exist."""
    if only and only not in PARTS:
        print(f"regio soak: no part {only}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    failed = False
    for name, run in PARTS.items():
        if only in ("", name):
            begin = time.monotonic()
            try:
                said = ", ".join(f"{key} {value}" for key, value in run().items())
            except AssertionError as error:
                failed, said = True, f"FAILED: {error}"
            print(f"{name}: {said} ({time.monotonic() - begin:.0f} s)", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
