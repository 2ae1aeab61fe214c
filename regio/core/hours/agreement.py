"""Measures the engine against the answers of the reference implementation: `python -m regio.core.hours.agreement`.

Reads `../shared/data/places/opening_hours.tsv` (its README explains the columns) and prints the measured part of
docs/opening-hours.md.
"""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from regio.core.hours.almanac import BERLIN
from regio.core.hours.errors import HoursError
from regio.core.hours.rules import State
from regio.core.hours.schedule import Schedule

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


# Why we differ: pattern in the text → reason. The first that matches counts.
_REASONS = (
    (
        r"sun(rise|set)",
        "sunrise, sunset: the reference takes 6:00 and 18:00; we are sure between these, unsure beside",
    ),
    (r"-\d\d:\d\d\+", "open end behind an end: we say unsure from the written end on, the reference another rest"),
    (r"PH Su|Su PH", "“PH Su off” closes on holidays and on Sundays, the reference only on holidays that are Sundays"),
    (r"; ?\d\d?:\d\d-", "times behind a semicolon belong to the days before it, the reference takes every day"),
    (r"", "days or months without times: appointment, the reference says open day and night"),
)


def _reason(row: Comparison) -> str:
    if row.states == _REFUSED:
        return f"refused: {row.change}"
    return next(reason for pattern, reason in _REASONS if re.search(pattern, row.text))


def _print_table(title: str, rows: list[Comparison]) -> None:
    """The texts of `rows` that differ, by reason."""
    reasons = Counter(_reason(row) for row in rows if not row.agrees)
    print(f"\n## {title}\n\n| texts | reason | reference → ours | example |\n|---|---|---|---|")
    for reason, count in reasons.most_common():
        found = [row for row in rows if not row.agrees and _reason(row) == reason]
        differences = "; ".join(sorted({row.difference for row in found}))
        example = found[0].text[:90].replace("|", "\\|")
        print(f"| {count} | {reason} | {differences} | `{example}` |")


def main() -> None:
    """Print the measured agreement and the disagreements by reason, as Markdown."""
    rows = compare(SHARED / "opening_hours.tsv")
    plain = [row for row in rows if not row.warnings]
    warned = [row for row in rows if row.warnings]
    for name, part in (("without warnings", plain), ("with warnings", warned)):
        agreeing = sum(row.agrees for row in part)
        changes = sum(row.change == row.expected_change for row in part)
        print(
            f"- {len(part)} texts {name}: all eight states agree for {agreeing} ({agreeing / len(part):.2%}), ", end=""
        )
        print(f"the next change for {changes} ({changes / len(part):.2%})")
    print(
        f"- shown open where the reference says closed: {sum(row.is_falsely_open for row in rows)} of all {len(rows)}"
    )
    _print_table("Texts without warnings that differ", plain)
    _print_table("Texts with warnings that differ", warned)


if __name__ == "__main__":
    main()
