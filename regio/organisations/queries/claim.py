"""What the page of a claim says."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from regio.moderation.choices import PENDING
from regio.moderation.models import Case
from regio.organisations.models import Organisation
from regio.organisations.rules import can_claim_by_code, can_claim_by_letter, is_looked_after

if TYPE_CHECKING:
    from regio.accounts.models import User


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """`address`: where a code can go, masked; empty when only evidence helps. `case`: the person's open one.

    `has_letter`: the code of a letter would be taken.
    """

    address: str
    is_looked_after: bool
    case: Case | None
    has_letter: bool


def claim_page(user: "User | AnonymousUser", organisation: Organisation) -> ClaimPage:
    """For somebody who may claim `organisation`."""
    address = masked(organisation.email) if can_claim_by_code(user, organisation) else ""
    case = open_case_of(user, organisation, "organisations.claim")
    return ClaimPage(address, is_looked_after(organisation), case, can_claim_by_letter(user, organisation))


def open_case_of(user: "User | AnonymousUser", organisation: Organisation, kind: str) -> Case | None:
    """The case of this kind that `user` has opened about `organisation` and nobody has decided yet."""
    found = Case.objects.filter(kind=kind, about_key=str(organisation.pk), opened_by_id=user.pk, state__in=PENDING)
    return found.first()


def open_registration(organisation: Organisation) -> Case | None:
    """The case in which the desk looks at a new organisation, whoever has sent it."""
    found = Case.objects.filter(kind="organisations.registration", about_key=str(organisation.pk), state__in=PENDING)
    return found.first()


def masked(address: str) -> str:
    """`p…t@hofladen.example`: enough to know one's own address again."""
    local, _at, domain = address.partition("@")
    return f"{local[:1]}…{local[-1:]}@{domain}" if address else ""
