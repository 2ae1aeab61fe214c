"""What stands beside an organisation on its page, in one statement by hand: composing four would take longer than asking."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from regio.organisations.models import Contact, Organisation, WorkNow

_BESIDE = """
SELECT (SELECT json_agg(json_build_array(person_id, role)) FROM organisations_membership WHERE organisation_id = %(pk)s),
       (SELECT json_agg(c ORDER BY position, id) FROM organisations_contact c WHERE organisation_id = %(pk)s),
       (SELECT json_build_object('ways', ways, 'hours_note', hours_note, 'sentence', sentence, 'until', until)
        FROM organisations_worknow WHERE organisation_id = %(pk)s AND (until IS NULL OR until >= %(today)s)),
       EXISTS (SELECT FROM organisations_place WHERE organisation_id = %(pk)s),
       EXISTS (SELECT FROM organisations_verification WHERE organisation_id = %(pk)s)
"""


@dataclass(frozen=True, slots=True)
class Beside:
    """`roles` by person, contacts in their order, what holds today, and whether there is more."""

    roles: dict[int, str]
    contacts: list[Contact]
    work_now: WorkNow | None
    has_places: bool
    is_verified: bool


def beside(organisation: Organisation) -> Beside:
    """One statement, whatever there is."""
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, {"pk": organisation.pk, "today": timezone.localdate()})
        roles, contacts, said, has_places, is_verified = cursor.fetchone()
    return Beside(
        dict(_read(roles) or ()),
        [Contact(**row) for row in _read(contacts) or ()],
        _said(_read(said)),
        has_places,
        is_verified,
    )


def _read(value: object) -> Any:
    """Django leaves JSON as text."""
    return json.loads(value) if isinstance(value, str) else value


def _said(row: dict[str, Any] | None) -> WorkNow | None:
    if row is None:
        return None
    until = date.fromisoformat(row["until"]) if row["until"] else None
    return WorkNow(**row | {"until": until})
