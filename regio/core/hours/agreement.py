"""Measures the engine against the answers of the reference implementation: `python -m regio.core.hours.agreement`.

Reads `../shared/data/places/opening_hours.tsv` (its README explains the columns) and prints the table of
docs/opening-hours.md.
"""

import csv
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .almanac import BERLIN
from .errors import HoursError
from .rules import State
from .schedule import Schedule

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "places"
MOMENTS = [
    datetime.fromisoformat(text).replace(tzinfo=BERLIN)
    for text in (
        "2026-03-03T10:00",
        "2026-03-03T13:15",
        "2026-03-07T12:30",
        "2026-03-08T11:00",
        "2026-01-06T10:00",
        "2026-12-25T10:00",
        "2026-07-15T20:30",
        "2026-08-12T03:00",
    )
]
_LETTERS = {State.OPEN: "o", State.CLOSED: "c", State.APPOINTMENT: "u"}
_LAST_CHANGE = datetime(2026, 4, 3, 10)  # the reference looked 31 days ahead
_REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One real text: the reference's answers and ours (`states` is "refused" when we do not understand it)."""

    text: str
    warnings: int
    expected: str
    states: str
    expected_change: str
    change: str

    @property
    def agrees(self) -> bool:
        return self.states == self.expected

    @property
    def is_falsely_open(self) -> bool:
        pairs = zip(self.states, self.expected, strict=False)
        return self.states != _REFUSED and any(ours == "o" and theirs == "c" for ours, theirs in pairs)

    @property
    def difference(self) -> str:
        """Which kinds of answer differ, as `reference → ours`."""
        if self.states == _REFUSED:
            return _REFUSED
        return ", ".join(sorted({f"{b} → {a}" for a, b in zip(self.states, self.expected, strict=True) if a != b}))


def compare(path: Path) -> list[Comparison]:
    """Every valid text of the file beside its reference answers."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_compare_row(row) for row in csv.DictReader(file, delimiter="\t") if row["valid"] == "1"]


def _compare_row(row: dict[str, str]) -> Comparison:
    text, states, change = row["opening_hours"], _REFUSED, ""
    try:
        schedule = Schedule.parse(text, land="BW", lat=48.1217, lon=7.85)
    except HoursError as error:
        change = str(error)
    else:
        states = "".join(_LETTERS[schedule.state(at)] for at in MOMENTS)
        at = schedule.next_change(MOMENTS[0])
        if at and at.replace(tzinfo=None) <= _LAST_CHANGE:
            change = at.strftime("%Y-%m-%dT%H:%M")
    return Comparison(text, int(row["warnings"]), row["states8"], states, row["next_change"], change)


def main() -> None:
    """Print the measured agreement and every disagreement, as Markdown."""
    rows = compare(SHARED / "opening_hours.tsv")
    plain = [row for row in rows if not row.warnings]
    agreeing = [row for row in plain if row.agrees]
    changes = sum(row.change == row.expected_change for row in agreeing)
    print(f"- texts without warnings: {len(plain)}")
    print(f"- all eight states agree: {len(agreeing)} ({len(agreeing) / len(plain):.2%})")
    print(f"- of these the next change agrees too: {changes} ({changes / len(agreeing):.2%})")
    warned = [row for row in rows if row.warnings]
    print(f"- texts with warnings: {len(warned)}, agree: {sum(row.agrees for row in warned)}")
    print(f"- shown open where the reference says closed (all texts): {sum(row.is_falsely_open for row in rows)}\n")
    print("| difference | texts | examples |\n|---|---|---|")
    kinds = Counter(row.difference for row in plain if not row.agrees)
    for kind, count in kinds.most_common():
        texts = [row.text for row in plain if not row.agrees and row.difference == kind][:3]
        print(f"| {kind} | {count} | {'<br>'.join(f'`{text[:90].replace("|", "\\|")}`' for text in texts)} |")


if __name__ == "__main__":
    main()
