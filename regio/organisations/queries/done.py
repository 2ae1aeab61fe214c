"""For the export of a person: what they did for organisations and owners, and where organisations name them."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Lower

from regio.organisations.models import (
    Contact,
    Handover,
    Hiding,
    Imprint,
    Invitation,
    Merger,
    Organisation,
    Right,
    Verification,
    WorkCall,
    WorkNow,
)

if TYPE_CHECKING:
    from regio.accounts.models import User

type Row = dict[str, object]
# What was done, the table, the column that says by whom, the one that says when, the way to the organisation.
_DEEDS: tuple[tuple[str, type[Model], str, str, str], ...] = (
    ("invited", Invitation, "invited_by", "created_at", "organisation__name"),
    ("right granted", Right, "granted_by", "until", "membership__organisation__name"),
    ("handover offered", Handover, "giver", "at", "organisation__name"),
    ("handover offered to me", Handover, "taker", "at", "organisation__name"),
    ("imprint certified", Imprint, "trader_certified_by", "trader_certified_at", "organisation__name"),
    ("how it works now", WorkNow, "updated_by", "updated_at", "organisation__name"),
    ("verified", Verification, "by", "at", "organisation__name"),
    ("hidden", Hiding, "by", "at", "organisation__name"),
    ("merged", Merger, "by", "at", "away__name"),
    ("region asked", WorkCall, "started_by", "started_at", "text"),
    ("asking ended", WorkCall, "ended_by", "ended_at", "text"),
)


def done_by(person: "User") -> list[Row]:
    """Each deed with its organisation and when; the trail (audit/trail.json) has the rest."""
    return [row for deed in _DEEDS for row in _rows(deed, person)]


def _rows(deed: tuple[str, type[Model], str, str, str], person: "User") -> Iterator[Row]:
    word, table, by, when, name = deed
    for at, about in table._default_manager.filter(**{by: person}).order_by("pk").values_list(when, name):
        yield {"what": word, "of": about, "at": str(at or "")}


def named_in(person: "User", addresses: Collection[str]) -> list[Row]:
    """Contacts, imprints and entries with an address of theirs, or with their name where they belong to the organisation.

    `addresses` in small letters.
    """
    own = Q(organisation__memberships__person=person) if person.name.strip() else Q(pk__in=[])
    said = Q()
    for field in ("legal_name", "representatives", "content_responsible", "profession"):
        said |= Q(**{f"{field}__icontains": person.name})
    contacts = _with(addresses, Contact, or_=own & Q(name__icontains=person.name))
    imprints = _with(addresses, Imprint, or_=own & said)
    entries = _with(addresses, Organisation, or_=Q(pk__in=[]))
    return [
        *(
            {"in": "contact", **row}
            for row in contacts.values("organisation__name", "name", "function", "email", "mobile")
        ),
        *({"in": "imprint", **row} for row in imprints.values("organisation__name", "legal_name", "email")),
        *({"in": "entry", **row} for row in entries.values("name", "email")),
    ]


def _with[M: Model](addresses: Collection[str], table: type[M], *, or_: Q) -> QuerySet[M]:
    mine = table._default_manager.annotate(to=Lower("email")).filter(Q(to__in=addresses) | or_).values("pk")
    return table._default_manager.filter(pk__in=mine).order_by("pk")
