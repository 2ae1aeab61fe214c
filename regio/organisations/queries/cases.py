"""What the desk sees beside a case of this room."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regio.moderation.choices import PENDING
from regio.moderation.models import Case
from regio.moderation.registry import NextStep, Outcome
from regio.moderation.rules import visible_cases
from regio.organisations.choices import Proof
from regio.organisations.models import Imprint, Membership, Merger, Organisation
from regio.organisations.queries.imprint import Gap, gaps_of, imprint_of, lines_of
from regio.organisations.queries.page import address_of

if TYPE_CHECKING:
    from regio.accounts.models import User

type Text = str | Promise


@dataclass(frozen=True, slots=True)
class ClaimDetails:
    """The organisation as it stands, how it can be checked, and who manages it now."""

    organisation: Organisation
    address: str
    proof: Text
    managers: list[str]
    imprint: Imprint | None
    lines: list[tuple[Text, str]]
    gaps: list[Gap]


@dataclass(frozen=True, slots=True)
class Row:
    """One group of fields of a pair. `is_equal`: nothing to choose."""

    group: str
    label: Text
    one: str
    other: str
    is_taken: bool

    @property
    def is_equal(self) -> bool:
        """Both say the same."""
        return self.one == self.other


@dataclass(frozen=True, slots=True)
class DuplicateDetails:
    """Both entries side by side; `keep` is the one that stays if the desk says nothing else."""

    one: Organisation
    other: Organisation
    keep: int
    rows: list[Row]
    is_merged: bool


def claim_details(case: Case) -> ClaimDetails | None:
    """None when the organisation is gone."""
    organisation = Organisation.objects.filter(pk=int(case.about_key)).first()
    if organisation is None:
        return None
    proof = case.data.get("proof", "")
    imprint = imprint_of(organisation)
    held = Membership.objects.filter(organisation=organisation, role="manager").select_related("person")
    return ClaimDetails(
        organisation,
        address_of(organisation),
        Proof(proof).label if proof in Proof.values else "",
        [one.person.name for one in held],
        imprint,
        lines_of(imprint) if imprint else [],
        gaps_of(organisation.kind, imprint),
    )


def offered_outcomes(case: Case) -> Mapping[str, Outcome]:
    """Beside present managers only where there are any."""
    has_managers = Membership.objects.filter(organisation=int(case.about_key), role="manager").exists()
    if has_managers:
        return {
            "accept": Outcome(_("Confirm; the present managers decide in which role")),
            "add": Outcome(_("Make manager beside the present ones, who are told")),
            "refuse": Outcome(_("Refuse")),
        }
    return {"accept": Outcome(_("Accept"), needs_reasons=False), "refuse": Outcome(_("Refuse"))}


def step_after(case: Case) -> NextStep | None:
    """Whoever was let in goes on to the page; who has to be let in by the present managers waits for them."""
    found = Organisation.objects.filter(pk=int(case.about_key)).first()
    if found is None or case.outcome not in ("accept", "add"):
        return None
    if not Membership.objects.filter(organisation=found, person=case.opened_by_id).exists():
        return None
    text = _("You look after %(name)s now. Next come imprint, photos and opening hours.") % {"name": found.name}
    return NextStep(text, _("Edit the page"), reverse("organisations:edit", args=[found.slug]))


def duplicate_details(case: Case) -> DuplicateDetails | None:
    """None when one of them is gone."""
    found = Organisation.objects.in_bulk([int(key) for key in case.about_key.split("-")])
    if len(found) < 2:
        return None
    one, other = (found[key] for key in sorted(found))
    taken = set(case.data.get("fields", []))
    rows = [Row(name, label, said(one), said(other), name in taken) for name, label, said in _ROWS]
    merged = Merger.objects.filter(away__in=(one, other)).exists()
    return DuplicateDetails(one, other, case.data.get("keep", one.pk), rows, merged)


def _hours(organisation: Organisation) -> str:
    return organisation.opening_hours or organisation.opening_hours_text


_ROWS = (
    ("name", _("Name"), lambda each: each.name),
    ("category", _("Category"), lambda each: each.category),
    ("claim", _("One line"), lambda each: each.claim),
    ("description", _("Description"), lambda each: each.description),
    ("address", _("Address"), address_of),
    ("opening_hours", _("Opening hours"), _hours),
    ("phone", _("Telephone"), lambda each: each.phone),
    ("email", _("E-mail"), lambda each: each.email),
    ("website", _("Website"), lambda each: each.website),
    ("access", _("Accessibility"), lambda each: ", ".join(each.access)),
)


def case_of_pair(user: "User", id: UUID) -> Case | None:
    """The open case about two entries that `user` may decide; None for all others."""
    found = Case.objects.filter(visible_cases(user), pk=id, kind="organisations.duplicate", state__in=PENDING)
    return found.select_related("municipality").first()
