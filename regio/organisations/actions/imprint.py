"""The imprint: filled in by managers, complete as long as the organisation is public."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from regio.audit import actions as audit
from regio.core.permissions import require
from regio.core.time import now
from regio.organisations.errors import ImprintNeeded
from regio.organisations.models import Imprint, Organisation
from regio.organisations.queries.imprint import LABELS, gaps_of
from regio.organisations.rules import can_edit_imprint, can_import_organisations

if TYPE_CHECKING:
    from regio.accounts.models import User

_BATCH = 500


@transaction.atomic
def save_imprint(organisation: Organisation, *, values: Mapping[str, Any], by: "User | None") -> Imprint:
    """Store what differs of `values` (fields of Imprint; `is_trader_certified` is the tick of Art. 30 DSA).

    While the organisation is public, what the law asks of it cannot be taken out again (ImprintNeeded). Drafts may be
    saved half done. Audited with the names of the fields, never with what they say.
    """
    require(can_edit_imprint(by, organisation))
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    imprint = Imprint.objects.filter(organisation=locked).first() or Imprint(organisation=locked)
    before = len(gaps_of(locked.kind, imprint))
    changed = [field for field in LABELS if field in values and getattr(imprint, field) != values[field]]
    for field in changed:
        setattr(imprint, field, values[field])
    changed += _certify(imprint, values, by=by)
    gaps = gaps_of(locked.kind, imprint)
    if locked.published_at is not None and gaps and (not before or len(gaps) > before):
        raise ImprintNeeded(gaps[0].label)
    if changed or imprint._state.adding:
        imprint.save()
        audit.record("organisations.imprint_changed", by=by, of=locked, fields=changed)
    return imprint


@transaction.atomic
def put_imprints(imprints: Sequence[Imprint], *, by: "User | None" = None) -> int:
    """Take over imprints of organisations that have none yet, from the platform itself. Returns how many were new."""
    require(can_import_organisations(by))
    known = set(
        Imprint.objects.filter(organisation__in=[one.organisation_id for one in imprints]).values_list("pk", flat=True)
    )
    new = [one for one in imprints if one.organisation_id not in known]
    Imprint.objects.bulk_create(new, batch_size=_BATCH)
    return len(new)


def _certify(imprint: Imprint, values: Mapping[str, Any], *, by: "User | None") -> list[str]:
    """The tick keeps the moment it was set; setting it again changes nothing."""
    wanted = values.get("is_trader_certified")
    if wanted is None or bool(wanted) == (imprint.trader_certified_at is not None):
        return []
    imprint.trader_certified_at = now() if wanted else None
    imprint.trader_certified_by = by if wanted else None
    return ["trader_certified_at"]
