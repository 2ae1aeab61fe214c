"""The edit hub: which sections there are, who may open them, and what they still need.

A new section is one line in SECTIONS, an address `organisations:edit_<name>` and, if something can be missing, a function.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from regio.core.time import now
from regio.files.choices import Purpose
from regio.files.queries import files_of
from regio.organisations.choices import ANSWERING, RightName, Role
from regio.organisations.models import Membership, Organisation
from regio.organisations.queries.documents import with_places
from regio.organisations.queries.hours import hours_of
from regio.organisations.queries.imprint import imprint_gaps
from regio.organisations.queries.photos import owner_of
from regio.organisations.queries.work_now import work_now_of
from regio.organisations.rules import helps

if TYPE_CHECKING:
    from regio.accounts.models import User

    type Visitor = User | AnonymousUser

MANAGE = "manage"  # no single right: managers only


@dataclass(frozen=True, slots=True)
class Section:
    """One line of the hub. `right` opens it; `says` is what is missing, `tells` what stands there; empty for nothing to say.

    `is_needed`: the page cannot be public while `says` is not empty. `elsewhere`: its address, when another room has it.
    """

    name: str
    label: str | Promise
    icon: str
    right: str
    says: Callable[[Organisation], str] = lambda organisation: ""
    tells: Callable[[Organisation], str] = lambda organisation: ""
    is_needed: bool = False
    elsewhere: Callable[[Organisation], str] | None = None

    def address(self, organisation: Organisation) -> str:
        """Where it is edited."""
        if self.elsewhere:
            return self.elsewhere(organisation)
        return reverse(f"organisations:edit_{self.name}", args=[organisation.slug])


@dataclass(frozen=True, slots=True)
class Shown:
    """A section as this person sees it in the hub."""

    section: Section
    url: str
    says: str
    tells: str


@dataclass(frozen=True, slots=True)
class Group:
    """Sections that belong together."""

    label: str | Promise
    lines: list[Shown]


def groups_of(shown: list[Shown]) -> list[Group]:
    """What changes often first; groups of which the person may open nothing are left out."""
    groups = [Group(label, [line for line in shown if line.section.name in names]) for label, names in GROUPS]
    return [group for group in groups if group.lines]


def sections_of(user: "Visitor", organisation: Organisation) -> list[Shown]:
    """The sections `user` may open, in their order."""
    opened = rights_of(user, organisation)
    return [
        Shown(section, section.address(organisation), section.says(organisation), section.tells(organisation))
        for section in SECTIONS
        if section.right in opened
    ]


def rights_of(user: "Visitor", organisation: Organisation) -> set[str]:
    """Everything `user` may change: names of rights, and MANAGE."""
    if helps(user, organisation):
        return {*RightName.values, MANAGE}
    held = Membership.objects.filter(person_id=user.pk, organisation_id=organisation.pk).first()
    if held is None or not user.is_active:
        return set()
    if held.role in ANSWERING:
        return {*RightName.values} | ({MANAGE} if held.role == Role.MANAGER else set())
    return set(held.rights.filter(until__gt=now()).values_list("right", flat=True))


def to_edit(user: "Visitor", slug: str, right: str = "") -> Organisation | None:
    """The organisation under `slug` if `user` may change it (in this respect), else None: it does not exist for them."""
    organisation = with_places().filter(slug=slug).first()
    if organisation is None or not user.is_authenticated:
        return None
    opened = rights_of(user, organisation)
    return organisation if (right in opened if right else opened) else None


def _facts(organisation: Organisation) -> str:
    needed = {
        _("category"): organisation.category,
        _("description"): organisation.description,
        _("address"): organisation.street,
        _("telephone or e-mail"): organisation.phone or organisation.email,
    }
    missing = [word for word, given in needed.items() if not given]
    return _("Missing: %(words)s") % {"words": ", ".join(missing)} if missing else ""


def _hours(organisation: Organisation) -> str:
    return "" if organisation.opening_hours or organisation.opening_hours_text else _("Not yet given")


def _team(organisation: Organisation) -> str:
    waiting = organisation.join_requests.count()
    return (
        ngettext("One person wants to join", "%(count)s people want to join", waiting) % {"count": waiting}
        if waiting
        else ""
    )


def _imprint(organisation: Organisation) -> str:
    gaps = imprint_gaps(organisation)
    return _("Missing: %(words)s") % {"words": ", ".join(str(gap.label) for gap in gaps)} if gaps else ""


def _pages(organisation: Organisation) -> str:
    return reverse("pages:list", args=["verzeichnis", organisation.slug])


def _open_now(organisation: Organisation) -> str:
    hours = hours_of(organisation, now())
    return str(hours.label) if hours else organisation.opening_hours_text


def _works_now(organisation: Organisation) -> str:
    return _("Your page says something special") if work_now_of(organisation) else _("As always")


def _photos(organisation: Organisation) -> str:
    number = len(files_of(owner_of(organisation), purpose=Purpose.PHOTO))
    return ngettext("One photo", "%(count)s photos", number) % {"count": number} if number else ""


def _contacts(organisation: Organisation) -> str:
    return ", ".join(organisation.contacts.values_list("name", flat=True)[:3])


SECTIONS: tuple[Section, ...] = (
    Section("now", gettext_lazy("How we work now"), "bell", RightName.HOURS, tells=_works_now),
    Section("hours", gettext_lazy("Opening hours"), "clock", RightName.HOURS, _hours, _open_now),
    Section("pages", gettext_lazy("Pages and news"), "press", RightName.PAGE, elsewhere=_pages),
    Section("facts", gettext_lazy("Name, texts, address"), "edit", RightName.PAGE, _facts),
    Section("photos", gettext_lazy("Photos"), "camera", RightName.PHOTOS, tells=_photos),
    Section("contacts", gettext_lazy("Contact persons"), "people", RightName.PAGE, tells=_contacts),
    Section("places", gettext_lazy("Further places"), "place", RightName.PAGE),
    Section("documents", gettext_lazy("Documents"), "clip", RightName.PHOTOS),
    Section("imprint", gettext_lazy("Imprint"), "document", MANAGE, _imprint, is_needed=True),
    Section("sign", gettext_lazy("Sign for printing"), "print", RightName.PAGE),
    Section("embed", gettext_lazy("For your own website"), "globe", RightName.PAGE),
    Section("team", gettext_lazy("Team and rights"), "hands", MANAGE, _team),
)
GROUPS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (gettext_lazy("What changes often"), ("now", "hours", "pages")),
    (gettext_lazy("Your page"), ("facts", "photos", "contacts", "places", "documents", "imprint")),
    (gettext_lazy("Beyond the page"), ("sign", "embed", "team")),
)


def organisations_with_hub(user: "User") -> Q:
    """Condition on organisations whose hub `user` may open by membership."""
    entitled = Q(role__in=ANSWERING) | Q(rights__until__gt=now())
    return Q(pk__in=Membership.objects.filter(entitled, person_id=user.pk).values("organisation"))
