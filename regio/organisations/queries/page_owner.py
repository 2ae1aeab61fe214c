"""Organisations as owners of pages and news (regio.pages)."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from regio.core.time import now
from regio.organisations.choices import Kind, RightName
from regio.organisations.models import Contact, Organisation
from regio.organisations.queries.documents import with_places
from regio.organisations.queries.hours import hours_of
from regio.organisations.queries.municipality import offices_in, town_hall_of
from regio.organisations.rules import can_edit_organisation, organisations_with_right
from regio.pages.documents import Card, Owner, Week, WeekRow
from regio.pages.registry import OwnerKind
from regio.region.choices import Duty
from regio.region.rules import municipalities_of

if TYPE_CHECKING:
    from regio.pages.registry import Visitor

_FIELDS = ("pk", "kind", "name", "slug", "published_at", "municipality_id", "lat", "lon")


def find(slug: str) -> Owner | None:
    """The organisation at this address."""
    found = Organisation.objects.filter(slug=slug).only(*_FIELDS).first()
    return _as_owner(found) if found else None


def of(keys: Iterable[str]) -> Mapping[str, Owner]:
    """Many organisations by key: one query."""
    return {str(found.pk): _as_owner(found) for found in _by_keys(keys).only(*_FIELDS)}


def can_edit(user: "Visitor", key: str) -> bool:
    """Whoever edits the page of the organisation."""
    found = _by_keys([key]).first()
    return found is not None and user is not None and can_edit_organisation(user, found)


def public() -> Q:
    """Condition on pages: their organisation is published."""
    return Q(Exists(_rows(Q(published_at__isnull=False))))


def editable(user: "Visitor") -> Q:
    """Condition on pages: `user` edits their organisation. Twin of `can_edit`."""
    helped = municipalities_of(user if user is not None and user.is_authenticated else None, Duty.VERIFICATION)
    if helped is None:
        return Q()
    return Q(Exists(_rows(organisations_with_right(user, RightName.PAGE) | Q(municipality__in=helped))))


def cards(key: str) -> list[Card]:
    """The organisation itself and its contact persons."""
    found = _by_keys([key]).first()
    if found is None:
        return []
    people = Contact.objects.filter(organisation=found)
    general = _general(found)
    return [*([general] if found.phone or found.email else []), *map(_card, people)]


def week(key: str) -> Week | None:
    """Its opening hours as they are today."""
    return _week(with_places().filter(pk=key).first())


def cards_of_gemeinde(key: str) -> list[Card]:
    """Whom one can ask in the offices of a Gemeinde."""
    offices = {office.pk: office for office in offices_in(int(key))}
    people = Contact.objects.filter(organisation__in=offices).order_by("organisation__name", "position", "pk")
    return [
        *(_general(office, office.pk) for office in offices.values() if office.phone or office.email),
        *map(_card, people),
    ]


def week_of_gemeinde(key: str) -> Week | None:
    """The hours of its town hall."""
    return _week(town_hall_of(int(key)))


def _week(found: Organisation | None) -> Week | None:
    hours = hours_of(found, now()) if found else None
    if hours is None:
        return None
    rows = [WeekRow(row.label, row.text, row.is_today) for row in hours.rows]
    return Week(hours.now.state.value, hours.label, rows)


def _general(found: Organisation, number: int | None = None) -> Card:
    key = "general" if number is None else f"office-{number}"
    return Card(key=key, name=found.name, role=_("general"), phone=found.phone, email=found.email)


def _card(one: Contact) -> Card:
    role = one.function or one.duties
    return Card(key=str(one.pk), name=one.name, role=role, phone=one.phone or one.mobile, email=one.email)


def _by_keys(keys: Iterable[str]) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=[int(key) for key in keys if key.isdecimal()])


def _rows(condition: Q) -> QuerySet[Organisation]:
    return Organisation.objects.filter(condition, pk=Cast(OuterRef("owner_key"), BigIntegerField()))


def _as_owner(found: Organisation) -> Owner:
    kind = Kind(found.kind)
    return Owner(
        kind="organisation",
        key=str(found.pk),
        label=found.name,
        url=reverse("organisations:page", args=[found.slug]),
        address=found.slug,
        is_public=found.published_at is not None,
        municipality_id=found.municipality_id,
        lane=kind.lane,
        lane_label=str(kind.label),
        icon=kind.icon,
        desk=reverse("organisations:edit", args=[found.slug]),
        place=None if found.lat is None or found.lon is None else (found.lat, found.lon),
    )


KIND = OwnerKind(
    name="organisation",
    path="verzeichnis",
    find=find,
    of=of,
    can_edit=can_edit,
    public=public,
    editable=editable,
    cards=cards,
    week=week,
)
