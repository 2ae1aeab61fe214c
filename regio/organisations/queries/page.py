"""The public page of one organisation, and whom a person acts for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import FETCH_RAISE

from regio.core.time import now
from regio.organisations.models import (
    Contact,
    Imprint,
    Membership,
    OldAddress,
    Organisation,
    Place,
    Verification,
    WorkNow,
)
from regio.organisations.queries.beside import beside
from regio.organisations.queries.contacts import places_of
from regio.organisations.queries.documents import with_places
from regio.organisations.queries.hours import Hours, hours_of
from regio.organisations.rules import helps, visible_organisations

if TYPE_CHECKING:
    from regio.accounts.models import User


@dataclass(frozen=True, slots=True)
class Acting:
    """An organisation and the role in which the person acts for it."""

    organisation: Organisation
    role: str


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """A further place and whether it is open now."""

    place: Place
    hours: Hours | None

    @property
    def address(self) -> str:
        """`Dorfstraße 1, 79350 Sexau`, as far as known."""
        return address_of(self.place)


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """What the page shows. `role`: of the person who looks, empty for all others. `is_claimed`: somebody looks after it."""

    organisation: Organisation
    hours: Hours | None
    role: str
    is_claimed: bool
    work_now: WorkNow | None = None
    contacts: Sequence[Contact] = ()
    places: Sequence[PlaceShown] = ()
    is_verified: bool = False

    @property
    def is_reachable(self) -> bool:
        """Somebody reads what is written: it is not a mere entry of an open source."""
        return self.is_claimed or self.organisation.is_invented or not self.organisation.source

    @property
    def pins(self) -> list[dict[str, object]]:
        """Further places on the map."""
        return [
            {"lat": one.place.lat, "lon": one.place.lon, "title": one.place.name, "href": f"#ort-{one.place.pk}"}
            for one in self.places
            if one.place.lat is not None and one.place.lon is not None
        ]

    @property
    def imprint(self) -> Imprint | None:
        """Who answers for it in law; None for entries nobody looks after."""
        return getattr(self.organisation, "imprint", None)

    @property
    def address(self) -> str:
        """`Lindenbühl 4, 79348 Freiamt`, as far as known."""
        return address_of(self.organisation)


def organisation_page(user: "User | AnonymousUser | None", slug: str) -> OrganisationPage | None:
    """The page under `slug`, or None when it does not exist or `user` may not see it: both look the same."""
    visible = with_places().select_related("imprint").filter(visible_organisations(user))
    organisation = visible.filter(slug=slug).fetch_mode(FETCH_RAISE).first()
    if organisation is None:
        return None
    return whole_page_of(organisation, user)


def page_of(organisation: Organisation, user: "User | AnonymousUser | None" = None) -> OrganisationPage:
    """What the page of `organisation` shows to `user`, or to a stranger; its Gemeinde should be loaded."""
    roles = dict(Membership.objects.filter(organisation=organisation).values_list("person", "role"))
    role = roles.get(user.pk, "") if user is not None and user.is_authenticated else ""
    return OrganisationPage(organisation, hours_of(organisation, now()), role, bool(roles))


def whole_page_of(organisation: Organisation, user: "User | AnonymousUser | None" = None) -> OrganisationPage:
    """Like `page_of`, with how it works now, contacts and further places."""
    found = beside(organisation)
    at = now()
    places = places_of(organisation) if found.has_places else []
    return OrganisationPage(
        organisation,
        hours_of(organisation, at),
        found.roles.get(user.pk, "") if user is not None and user.is_authenticated else "",
        bool(found.roles),
        work_now=found.work_now,
        contacts=found.contacts,
        places=[PlaceShown(place, hours_of(place, at)) for place in places],
        is_verified=found.is_verified,
    )


def needs_checking(organisation: Organisation, by: "User") -> bool:
    """True when the desk has to confirm it before `by` can publish it: registered here, and not by the owner's people."""
    if organisation.external_ref is not None or helps(by, organisation):
        return False
    return not Verification.objects.filter(organisation=organisation).exists()


def present_slug(slug: str) -> str:
    """Where the organisation that was once found under `slug` is now; empty when there is none."""
    found = OldAddress.objects.filter(slug=slug, organisation__published_at__isnull=False)
    return found.values_list("organisation__slug", flat=True).first() or ""


def organisations_of(user: "User | AnonymousUser") -> list[Acting]:
    """The organisations `user` acts for, by name."""
    if not user.is_authenticated or not user.is_active:
        return []
    held = Membership.objects.filter(person_id=user.pk).select_related("organisation")
    return [
        Acting(membership.organisation, membership.role) for membership in held.order_by("organisation__sort_key", "pk")
    ]


def address_of(organisation: Organisation | Place) -> str:
    """`Lindenbühl 4, 79348 Freiamt`, as far as known."""
    street = f"{organisation.street} {organisation.housenumber}".strip()
    city = f"{organisation.postcode} {organisation.city}".strip()
    return ", ".join(filter(None, (street, city)))
