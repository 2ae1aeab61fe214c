"""The organisation itself and its entry in the search."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING, Any

from django.db import transaction

from regio.audit import actions as audit
from regio.core.importing import Report
from regio.core.permissions import require
from regio.core.text import slug, sort_key
from regio.core.time import now
from regio.organisations.models import Hiding, Membership, Merger, OldAddress, Organisation, Verification
from regio.organisations.queries.documents import KIND, documents_of, for_search
from regio.organisations.rules import can_import_organisations
from regio.pages import actions as pages
from regio.search import actions as search

if TYPE_CHECKING:
    from regio.accounts.models import User

_BATCH = 500
_RESERVED = ("doppelt", "eintragen", "gefolgt", "in")  # addresses of this room
_EDITED = 20  # more at once is an import, which has no further places


@dataclass(frozen=True, slots=True)
class Facts:
    """What a source says about an organisation. `values` are fields of the model, without name, slug and times."""

    external_ref: str
    name: str
    values: dict[str, Any]


def put_organisation(external_ref: str, *, name: str, by: "User | None" = None, **values: Any) -> Organisation:
    """Take over one organisation from a source, known by its reference there. See `put_organisations`."""
    put_organisations([Facts(external_ref, name, values)], by=by)
    return Organisation.objects.get(external_ref=external_ref)


@transaction.atomic
def put_organisations(batch: Sequence[Facts], *, by: "User | None" = None) -> Report:
    """Take over many organisations, compared before they are written, and publish them with their source.

    Addresses once given stay. What the people of an organisation have taken over themselves is never overwritten.
    """
    require(can_import_organisations(by))
    refs = [facts.external_ref for facts in batch]
    locked = Organisation.objects.select_for_update().filter(external_ref__in=refs).order_by("pk")
    known = {organisation.external_ref: organisation for organisation in locked}
    claimed = _looked_after(known.values())
    new, changed, fields = [], [], {"name", "sort_key", "updated_at"}
    for facts in batch:
        organisation = known.get(facts.external_ref)
        if organisation is None:
            new.append(_new(facts))
        elif organisation.pk not in claimed and _is_changed(organisation, facts):
            changed.append(organisation)
            fields.update(facts.values)
    if new:
        give_addresses(new)
    Organisation.objects.bulk_create(new, batch_size=_BATCH)
    if changed:
        Organisation.objects.bulk_update(changed, sorted(fields), batch_size=_BATCH)
    _follow_up(new, changed, by=by)
    return Report(created=len(new), changed=len(changed), unchanged=len(batch) - len(new) - len(changed))


def _looked_after(known: Iterable[Organisation]) -> set[int]:
    """Those that people have taken over, merged or hidden: a source says nothing more about them."""
    keys = [organisation.pk for organisation in known]
    members = Membership.objects.filter(organisation__in=keys).values_list("organisation", flat=True)
    verified = Verification.objects.filter(organisation__in=keys).values_list("pk", flat=True)
    merged = Merger.objects.filter(away__in=keys).values_list("pk", flat=True)
    return {*members, *verified, *merged, *Hiding.objects.filter(organisation__in=keys).values_list("pk", flat=True)}


def _new(facts: Facts) -> Organisation:
    return Organisation(
        external_ref=facts.external_ref,
        name=facts.name,
        sort_key=sort_key(facts.name),
        published_at=now(),
        **facts.values,
    )


def _is_changed(organisation: Organisation, facts: Facts) -> bool:
    """Takes over what is different."""
    wanted = {**facts.values, "name": facts.name, "sort_key": sort_key(facts.name)}
    different = {field: value for field, value in wanted.items() if getattr(organisation, field) != value}
    for field, value in different.items():
        setattr(organisation, field, value)
    if different:
        organisation.updated_at = now()
    return bool(different)


def give_addresses(new: Sequence[Organisation]) -> None:
    """`hofladen-lindenbuehl`, for the second `hofladen-lindenbuehl-freiamt`, then `-2`, `-3` …"""
    taken = {
        *_RESERVED,
        *Organisation.objects.values_list("slug", flat=True),
        *OldAddress.objects.values_list("slug", flat=True),
    }
    for organisation in new:
        place = organisation.city or (organisation.municipality.name if organisation.municipality else "")
        plain, exact = slug(organisation.name), slug(f"{organisation.name} {place}", longest=70)
        candidates = chain((plain, exact), (f"{exact}-{number}" for number in count(2)))
        organisation.slug = next(candidate for candidate in candidates if candidate not in taken)
        taken.add(organisation.slug)


def _follow_up(new: Sequence[Organisation], changed: Sequence[Organisation], *, by: "User | None") -> None:
    audit.record_many("organisations.imported", by=by, of=new)
    audit.record_many("organisations.import_changed", by=by, of=changed)
    keep_findable(organisation.pk for organisation in (*new, *changed))


def keep_findable(keys: Iterable[int]) -> None:
    """Renew the search entries of published organisations and of their pages, in the running transaction."""
    wanted = list(keys)
    if not wanted:
        return
    found = [document for one in for_search().published().filter(pk__in=wanted) for document in documents_of(one)]
    search.put_many(found)
    if len(wanted) <= _EDITED:
        for key in wanted:
            search.drop_parts(KIND, str(key), but=[document.key for document in found])
    pages.follow_owner("organisation", map(str, wanted))
