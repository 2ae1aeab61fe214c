"""One measured figure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of bench.json; `limit` is what the bare machine does in the same run, `peer` what another product does."""

    name: str
    value: float
    unit: str
    budget: str = ""
    limit: float | None = None
    peer: float | None = None
    ok: bool | None = None
