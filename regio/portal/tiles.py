"""What the shell and the front page offer, a table each. A new room adds its line: this room knows all others."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from regio.core.time import number_text
from regio.core.ui import fixed_address

Text = str | Promise
Who = Literal["all", "anonymous", "signed-in", "on-duty"]


@dataclass(frozen=True, slots=True, eq=False)
class Door:
    """One way of the shell. `at`: its places, see core/ui/shell.html; `who`: who is shown it."""

    label: Text
    page: str
    icon: str
    at: tuple[str, ...]
    who: Who = "all"


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A door as a page shows it. The same door at the same place is always the same object: see `kept` in core/ui.py."""

    label: Text
    url: str
    icon: str
    at: tuple[str, ...]
    current: bool


DOORS = (
    Door(_("Home"), "portal:home", "home", ("tab",)),
    Door(_("Search"), "portal:search", "search", ("tool", "tab")),
    Door(_("Directory"), "organisations:directory", "shop", ("top", "tab")),
    Door(_("Municipalities"), "region:municipalities", "place", ("top",)),
    Door(_("Help"), "portal:help", "info", ("top",)),
    Door(_("First steps"), "portal:help", "info", ("help",)),
    Door(_("How it works"), "portal:how", "info", ("help",)),
    Door(_("Easy language"), "portal:easy", "people", ("help",)),
    Door(_("Inbox"), "chat:inbox", "mail", ("tool", "tab"), "signed-in"),
    Door(_("Notices"), "notifications:notices", "bell", ("tool",), "signed-in"),
    Door(_("My desk"), "portal:mine", "person", ("me", "tab"), "signed-in"),
    Door(_("Sign in"), "account_login", "person", ("sign-in", "tab"), "anonymous"),
    Door(_("Create an account"), "account_signup", "person", ("join",), "anonymous"),
    Door(_("Enter an organisation"), "organisations:register", "plus", ("join",)),
    Door(_("Write to an organisation"), "organisations:directory", "mail", ("join",)),
    Door(_("My profile"), "accounts:profile", "person", ("join",), "signed-in"),
    Door(_("Owner's desk"), "desk:home", "crest", ("join", "desk"), "on-duty"),
    Door(_("Legal notice"), "portal:imprint", "document", ("legal",)),
    Door(_("Terms of use"), "portal:terms", "document", ("legal",)),
    Door(_("Order of results"), "portal:ranking", "filter", ("legal",)),
    Door(_("Privacy"), "portal:privacy", "lock", ("legal",)),
    Door(_("Accessibility"), "portal:accessibility", "wheelchair", ("legal",)),
)


@dataclass(frozen=True, slots=True)
class Tile:
    """A large way on the front page. `kind`: of the organisations it leads to, all or those `open` now are counted."""

    title: Text
    text: Text
    page: str
    icon: str
    kind: str = ""
    counts: Literal["", "all", "open"] = ""

    @property
    def url(self) -> str:
        return reverse(self.page) + (f"?art={self.kind}" if self.kind else "")

    def said(self, *, everybody: Mapping[str, int], open_now: Mapping[str, int]) -> Text:
        """The line below the title: a number that helps, else the text."""
        if self.counts == "open" and (count := open_now.get(self.kind, 0)):
            return ngettext("%(num)s open now", "%(num)s open now", count) % {"num": number_text(count)}
        if self.counts and (count := everybody.get(self.kind, 0)):
            return ngettext("%(num)s in the county", "%(num)s in the county", count) % {"num": number_text(count)}
        return self.text


TILES = (
    Tile(
        _("Shops and businesses"), _("With real opening hours"), "organisations:directory", "shop", "business", "open"
    ),
    Tile(_("Offices"), _("County and town halls"), "organisations:directory", "office", "administration", "open"),
    Tile(
        _("Clubs and associations"), _("Take part near you"), "organisations:directory", "people", "association", "all"
    ),
    Tile(
        _("Care and support"),
        _("Advice, help, meeting places"),
        "organisations:directory",
        "hands",
        "social_service",
        "all",
    ),
    Tile(_("Municipalities"), _("Everything about your place"), "region:municipalities", "place"),
    Tile(_("Inbox"), _("Ask and get answers"), "chat:inbox", "mail"),
)


def nav(request: HttpRequest, *, signed_in: bool, on_duty: bool = False) -> tuple[Item, ...]:
    """The doors for this person, the one of the current page marked."""
    hidden: set[Who] = {"anonymous"} if signed_in else {"signed-in"}
    hidden |= set() if on_duty else {"on-duty"}
    doors = [(door, fixed_address(door.page)) for door in DOORS if door.who not in hidden]
    return tuple(item(door, url, is_current=is_here(request.path, url, door.at)) for door, url in doors)


@cache
def item(door: Door, url: str, *, is_current: bool) -> Item:
    """`door` in the shell."""
    return Item(door.label, url, door.icon, door.at, is_current)


def is_here(path: str, url: str, at: tuple[str, ...]) -> bool:
    """True for the page itself and those below it; only the front page has everything below it."""
    return "join" not in at and at != ("help",) and (path == url or (url != "/" and path.startswith(url)))
