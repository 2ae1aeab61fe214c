"""Facts of the register. `by=None` is the platform itself: `regio init` and imports on the command line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from regio.core.importing import Report
from regio.core.permissions import require
from regio.core.text import slug, sort_key
from regio.region import signals
from regio.region.actions.trail import forget_cached, tell
from regio.region.errors import CountyFounded
from regio.region.models import County, Municipality
from regio.region.rules import can_edit_region

if TYPE_CHECKING:
    from regio.accounts.models import User

_BATCH = 1000
_FIELDS = [
    *("ags", "county_key", "county_name", "land", "name", "sort_key", "kind", "association", "postcodes"),
    *("population", "area_km2", "lat", "lon"),
]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the official register says about a Gemeinde. `values` are fields of the model without slug and boundary."""

    ars: str
    values: dict[str, Any]


@transaction.atomic
def found_county(key: str, *, name: str, kind: str, land: str, by: "User | None" = None, **facts: Any) -> County:
    """Make this the installation of the county `key`, or correct its facts; its Gemeinden get plain addresses.

    `facts` are further fields of the county (claim, phone, hues …). Refuses when it already serves another county.
    """
    require(can_edit_region(by))
    found = County.objects.select_for_update().first()
    if found and found.key != key:
        raise CountyFounded
    county = found or County(pk=1, key=key)
    wanted = {"name": name, "kind": kind, "land": land, **facts}
    changed = [field for field, value in wanted.items() if getattr(county, field) != value]
    if found and not changed:
        return county
    for field in changed:
        setattr(county, field, wanted[field])
    county.save(force_insert=found is None)
    if found is None:
        _give_plain_addresses(key)
    forget_cached()
    tell("region.county_changed" if found else "region.county_founded", by=by, of=county, key=key)
    return county


def _give_plain_addresses(county_key: str) -> None:
    """Gemeinden that were imported before the county was founded."""
    own = list(Municipality.objects.filter(county_key=county_key).order_by("ars"))
    taken = set(Municipality.objects.exclude(county_key=county_key).values_list("slug", flat=True))
    for place in own:
        place.slug = _address(place.name, place.ags, is_own=True, taken=taken)
    if own:
        Municipality.objects.bulk_update(own, ["slug"])
        signals.municipalities_changed.send(Municipality, keys=[place.pk for place in own])


def _address(name: str, ags: str, *, is_own: bool, taken: set[str]) -> str:
    """`emmendingen` for the county's own, `kiel-01002000` for all others and for the second of the same name."""
    plain, exact = slug(name), f"{slug(name)}-{ags}"
    found = plain if is_own and plain not in taken else exact
    taken.add(found)
    return found


def put_municipality(facts: Facts, *, by: "User | None" = None) -> Municipality:
    """Take over the facts of one Gemeinde; writes nothing when they are known."""
    put_municipalities([facts], by=by)
    return Municipality.objects.get(ars=facts.ars)


@transaction.atomic
def put_municipalities(batch: Sequence[Facts], *, by: "User | None" = None) -> Report:
    """Take over the facts of many Gemeinden, compared before they are written; addresses once given stay."""
    require(can_edit_region(by))
    county = County.objects.first()
    known = {place.ars: place for place in Municipality.objects.select_for_update().order_by("pk").defer("boundary")}
    taken = {place.slug for place in known.values()}
    new: list[Municipality] = []
    changed: list[Municipality] = []
    for facts in batch:
        if place := known.get(facts.ars):
            if _is_changed(place, facts):
                changed.append(place)
        else:
            new.append(_new_municipality(facts, county=county, taken=taken))
    Municipality.objects.bulk_create(new, batch_size=_BATCH)
    Municipality.objects.bulk_update(changed, _FIELDS, batch_size=_BATCH)
    if new or changed:
        forget_cached()
        of = county or (new or changed)[0]
        tell("region.municipalities_put", by=by, of=of, created=len(new), changed=len(changed))
        signals.municipalities_changed.send(Municipality, keys=[place.pk for place in new + changed])
    return Report(created=len(new), changed=len(changed), unchanged=len(batch) - len(new) - len(changed))


def _is_changed(place: Municipality, facts: Facts) -> bool:
    """Takes over what is different."""
    wanted = {**facts.values, "sort_key": sort_key(facts.values["name"])}
    different = {field: value for field, value in wanted.items() if getattr(place, field) != value}
    for field, value in different.items():
        setattr(place, field, value)
    return bool(different)


def _new_municipality(facts: Facts, *, county: County | None, taken: set[str]) -> Municipality:
    is_own = county is not None and facts.values["county_key"] == county.key
    address = _address(facts.values["name"], facts.values["ags"], is_own=is_own, taken=taken)
    return Municipality(ars=facts.ars, slug=address, sort_key=sort_key(facts.values["name"]), **facts.values)


@transaction.atomic
def put_boundaries(shapes: dict[int, dict[str, Any]], *, source: str, by: "User | None" = None) -> Report:
    """Store checked areas (primary key of the Gemeinde → GeoJSON geometry), compared before they are written."""
    require(can_edit_region(by))
    found = Municipality.objects.select_for_update().filter(pk__in=shapes).order_by("pk")
    changed = [place for place in found if place.boundary != shapes[place.pk] or place.boundary_source != source]
    created = sum(place.boundary is None for place in changed)
    for place in changed:
        place.boundary, place.boundary_source = shapes[place.pk], source
    if changed:
        Municipality.objects.bulk_update(changed, ["boundary", "boundary_source"], batch_size=100)
        forget_cached()
        tell("region.boundaries_put", by=by, of=County.objects.first() or changed[0], count=len(changed))
    return Report(created=created, changed=len(changed) - created, unchanged=len(shapes) - len(changed))
