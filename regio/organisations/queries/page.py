"""The public page of one organisation, and whom a person acts for."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import FETCH_RAISE

from regio.core.time import now
from regio.organisations.models import Membership, Organisation
from regio.organisations.queries.documents import with_places
from regio.organisations.queries.hours import Hours, hours_of
from regio.organisations.rules import visible_organisations

if TYPE_CHECKING:
    from regio.accounts.models import User


@dataclass(frozen=True, slots=True)
class Acting:
    """An organisation and the role in which the person acts for it."""

    organisation: Organisation
    role: str


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """What the page shows. `role`: of the person who looks, empty for all others. `is_claimed`: somebody looks after it."""

    organisation: Organisation
    hours: Hours | None
    role: str
    is_claimed: bool

    @property
    def is_reachable(self) -> bool:
        """Somebody reads what is written: it is not a mere entry of an open source."""
        return self.is_claimed or self.organisation.is_invented or not self.organisation.source

    @property
    def address(self) -> str:
        """`Lindenbühl 4, 79348 Freiamt`, as far as known."""
        return address_of(self.organisation)


def organisation_page(user: "User | AnonymousUser", slug: str) -> OrganisationPage | None:
    """The page under `slug`, or None when it does not exist or `user` may not see it: both look the same."""
    visible = with_places().filter(visible_organisations(user))
    organisation = visible.filter(slug=slug).fetch_mode(FETCH_RAISE).first()
    if organisation is None:
        return None
    return page_of(organisation, user)


def page_of(organisation: Organisation, user: "User | AnonymousUser | None" = None) -> OrganisationPage:
    """What the page of `organisation` shows to `user`, or to a stranger; its Gemeinde should be loaded."""
    roles = dict(Membership.objects.filter(organisation=organisation).values_list("person", "role"))
    role = roles.get(user.pk, "") if user is not None and user.is_authenticated else ""
    return OrganisationPage(organisation, hours_of(organisation, now()), role, bool(roles))


def organisations_of(user: "User | AnonymousUser") -> list[Acting]:
    """The organisations `user` acts for, by name."""
    if not user.is_authenticated or not user.is_active:
        return []
    held = Membership.objects.filter(person_id=user.pk).select_related("organisation")
    return [
        Acting(membership.organisation, membership.role) for membership in held.order_by("organisation__sort_key", "pk")
    ]


def address_of(organisation: Organisation) -> str:
    """`Lindenbühl 4, 79348 Freiamt`, as far as known."""
    street = f"{organisation.street} {organisation.housenumber}".strip()
    city = f"{organisation.postcode} {organisation.city}".strip()
    return ", ".join(filter(None, (street, city)))
