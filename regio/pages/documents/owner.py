"""Whose page it is, as far as pages have to know."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """An organisation or a Gemeinde. `lane` is how it speaks (official, press, organisation), `place` its point."""

    kind: str
    key: str
    label: str
    url: str
    address: str  # its slug
    is_public: bool
    municipality_id: int | None = None
    lane: str = "organisation"
    lane_label: str = ""
    icon: str = "people"
    place: tuple[float, float] | None = None
    desk: str = ""  # where its people edit everything else; empty: its page


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Somebody one can ask, or the owner itself (`general`)."""

    key: str
    name: str
    role: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One line of the owner's opening hours."""

    label: str
    text: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class Week:
    """The owner's opening hours: how it is now (`state` as ui.hours takes it), and the week."""

    state: str
    label: str
    rows: list[WeekRow]
