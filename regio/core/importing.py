"""What every import reports: what happened to each row, and why a bad one was left out."""

from collections.abc import Callable
from dataclasses import dataclass, field

Progress = Callable[[int, int], None]  # rows done, rows in all


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was not taken, or a value of it that was kept as text only."""

    line: int
    reason: str
    is_row_lost: bool = True


@dataclass(slots=True)
class Report:
    """Counts of one import. A second run over the same file has only `unchanged`."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        """True when no row was lost; the command line ends with 0 only then."""
        return not any(problem.is_row_lost for problem in self.problems)
