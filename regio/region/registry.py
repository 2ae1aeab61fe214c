"""What higher rooms put onto the owner's desk, in apps.ready().

registry.register_section(Section("cases", _("Cases"), "bell", "moderation:cases", {Duty.MODERATOR}, count=waiting_for))
registry.register_leaver(Leaver("organisations", held=offices_of, end=end_offices_of))
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from regio.accounts.models import User

type Text = str | Promise


@dataclass(frozen=True, slots=True)
class Section:
    """One way of the desk. `duties`: whoever holds one of them, anywhere, is shown it; with `county_only` not for Gemeinden.

    `page` is the name of a URL without arguments. `count` says how much waits for this person there.
    """

    name: str
    label: Text
    icon: str
    page: str
    duties: Collection[str]
    count: "Callable[[User], int] | None" = None
    text: Text = ""
    county_only: bool = False


@dataclass(frozen=True, slots=True)
class Leaver:
    """What somebody who leaves the owner's service also loses. `held`: in words, for the desk; `end`: all of it.

    `end(person, by)` runs inside the transaction of the leaving; the caller may do it.
    """

    name: str
    held: "Callable[[User], Iterable[str]]"
    end: "Callable[[User, User | None], None]"


_four_eyes: dict[str, Text] = {"technical": _("Granting the technical operation")}
_sections: dict[str, Section] = {}
_leavers: dict[str, Leaver] = {}


def register_section(section: Section) -> None:
    """Called in apps.ready() of the room that owns the page. Sections stand in the order of their rooms, lowest first."""
    _sections[section.name] = section


def sections() -> list[Section]:
    """All of them, whoever asks."""
    return list(_sections.values())


def register_leaver(leaver: Leaver) -> None:
    """Called in apps.ready() of the room that gives the owner's people something to lose."""
    _leavers[leaver.name] = leaver


def leavers() -> list[Leaver]:
    """From the top room to the bottom one."""
    return list(reversed(_leavers.values()))


def register_four_eyes(word: str, label: Text) -> None:
    """A kind of decision for which the owner may ask for two people (County.four_eyes)."""
    _four_eyes[word] = label


def four_eyes_words() -> list[tuple[str, Text]]:
    """All of them, for the settings."""
    return list(_four_eyes.items())
