"""Two entries that are one: found, put before the desk, merged."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regio.audit import actions as audit
from regio.core.permissions import require
from regio.core.text import sort_key
from regio.files.models import File
from regio.moderation.actions import open_case
from regio.moderation.models import Case
from regio.notifications.actions import tell
from regio.organisations import signals
from regio.organisations.actions.membership import end_answering
from regio.organisations.actions.organisation import keep_findable
from regio.organisations.actions.publication import take_down
from regio.organisations.choices import Role
from regio.organisations.errors import CheckedStays, Hidden, Merged
from regio.organisations.models import (
    Contact,
    Handover,
    Hiding,
    Imprint,
    Invitation,
    JoinRequest,
    Membership,
    Merger,
    OldAddress,
    Organisation,
    Place,
    Verification,
    WorkNow,
)
from regio.organisations.queries.duplicates import pair_key, pairs_among
from regio.organisations.queries.imprint import imprint_gaps, needs_imprint
from regio.organisations.rules import can_merge, is_looked_after
from regio.pages.models import Page

if TYPE_CHECKING:
    from regio.accounts.models import User

DUPLICATE, PAIR = "organisations.duplicate", "organisations.pair"
FILES = "organisations.organisation"
# What the desk chooses between, field by field; those of a group belong together.
CHOSEN: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "category": ("category",),
    "claim": ("claim",),
    "description": ("description",),
    "address": ("street", "housenumber", "postcode", "city", "municipality_id", "lat", "lon"),
    "opening_hours": ("opening_hours", "opening_hours_text"),
    "phone": ("phone",),
    "email": ("email",),
    "website": ("website",),
    "access": ("access", "access_note"),
}
_RANK = {role: number for number, role in enumerate(Role)}


def open_duplicates(keys: Iterable[int]) -> int:
    """Put before the desk which of these may be here twice: one case for a pair, ever. Returns how many are new."""
    pairs = pairs_among(list(keys))
    names = {pair_key([one.pk, other.pk]): (one, other) for one, other in pairs}
    known = set(
        Case.objects.filter(kind=DUPLICATE, about_kind=PAIR, about_key__in=names).values_list("about_key", flat=True)
    )
    new = {key: pair for key, pair in names.items() if key not in known}
    for key, (one, other) in new.items():
        open_case(
            DUPLICATE,
            by=None,
            about=(PAIR, key),
            label=f"{one.name} / {other.name}",
            url=reverse("organisations:page", args=[one.slug]),
            municipality=one.municipality,
            data={"keep": one.pk},
        )
    return len(new)


@transaction.atomic
def choose_for_merge(case: Case, *, keep: int, fields: Iterable[str], by: "User") -> None:
    """Note what the desk chose before it decides: who stays, and which groups of fields come from the other."""
    one, other = pair_of(case)
    require(can_merge(by, one) and can_merge(by, other))
    locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    locked.data = {"keep": keep if keep in (one.pk, other.pk) else one.pk, "fields": [f for f in fields if f in CHOSEN]}
    locked.save(update_fields=["data"])
    audit.record("organisations.merge_chosen", by=by, of=locked, **locked.data)


@transaction.atomic
def carry_out_duplicate(case: Case, outcome: str, by: "User") -> None:
    """merge: as chosen on the case; different: nothing, and the pair is never asked about again."""
    if outcome != "merge":
        return
    one, other = pair_of(case)
    keep, away = (other, one) if case.data.get("keep") == other.pk else (one, other)
    merge_organisations(keep, away, fields=case.data.get("fields", []), by=by)


def pair_of(case: Case) -> tuple[Organisation, Organisation]:
    """The two a case is about, in the order of their keys."""
    first, second = (int(key) for key in case.about_key.split("-"))
    found = Organisation.objects.select_related("municipality").in_bulk([first, second])
    return found[first], found[second]


@transaction.atomic
def merge_organisations(
    keep: Organisation, away: Organisation, *, fields: Iterable[str] = (), by: "User | None"
) -> Organisation:
    """Let `away` go up in `keep`: people, files, pages, contacts, conversations, and the groups of `fields` (CHOSEN).

    `away` stays as a hidden row, so that a later import finds its reference and makes nothing new; its address leads to
    `keep` for ever. Refuses when one of them was merged already (Merged), is hidden (Hidden), or when people nobody checked
    would get a checked entry (CheckedStays); people of an unchecked `away` have to ask.
    """
    require(can_merge(by, keep) and can_merge(by, away))
    rows = Organisation.objects.select_for_update(of=("self",)).filter(pk__in=(keep.pk, away.pk)).order_by("pk")
    locked = {row.pk: row for row in rows}
    keep, away = locked[keep.pk], locked[away.pk]
    if keep.pk == away.pk or Merger.objects.filter(away__in=(keep, away)).exists():
        raise Merged
    if Hiding.objects.filter(organisation__in=(keep, away)).exists():
        raise Hidden  # what was taken down must not come back under another name
    checked = set(Verification.objects.filter(organisation__in=(keep, away)).values_list("organisation", flat=True))
    if away.pk in checked and keep.pk not in checked and keep.memberships.exists():
        raise CheckedStays  # its people would come by a check they never passed
    _take_over_fields(keep, away, fields)
    if away.pk in checked:
        _move_people(keep, away)
    if away.pk in checked or not _send_people_to(keep, away):
        _move_things(keep, away)
    Merger.objects.filter(keep=away).update(keep=keep)
    Merger.objects.create(away=away, keep=keep, by=by)
    OldAddress.objects.filter(organisation=away).update(organisation=keep)
    OldAddress.objects.get_or_create(slug=away.slug, defaults={"organisation": keep})
    signals.organisations_merged.send(Organisation, keep=keep, away=away)
    take_down(away)
    if keep.published_at is not None and needs_imprint(keep) and imprint_gaps(keep):
        take_down(keep)
    keep_findable([keep.pk])
    audit.record("organisations.merged", by=by, of=keep, away=away.pk, fields=sorted(fields))
    return keep


def _take_over_fields(keep: Organisation, away: Organisation, groups: Iterable[str]) -> None:
    changed = [field for group in groups if group in CHOSEN for field in CHOSEN[group]]
    for field in changed:
        setattr(keep, field, getattr(away, field))
    keep.sort_key = sort_key(keep.name)
    keep.save()


def _move_people(keep: Organisation, away: Organisation) -> None:
    """Everybody keeps at least the role they had; single rights go along with the membership."""
    held = {one.person_id: one for one in Membership.objects.filter(organisation=keep)}
    for membership in Membership.objects.filter(organisation=away):
        mine = held.get(membership.person_id)
        if mine is None:
            membership.organisation = keep
            membership.save(update_fields=["organisation"])
            continue
        if _RANK[Role(membership.role)] > _RANK[Role(mine.role)]:
            mine.role = membership.role
            mine.save(update_fields=["role"])
        membership.delete()
    asked = JoinRequest.objects.filter(organisation=keep).values("person")
    JoinRequest.objects.filter(organisation=away).exclude(person__in=asked).update(organisation=keep)


def _send_people_to(keep: Organisation, away: Organisation) -> bool:
    """Nobody checked the people of `away`: they ask to join where somebody looks after `keep`, else may claim it.

    What they made stays behind with them, out of sight. False when there was nobody.
    """
    memberships = list(Membership.objects.filter(organisation=away).select_related("person"))
    asks = is_looked_after(keep)
    held = set(Membership.objects.filter(organisation=keep).values_list("person", flat=True))
    for membership in memberships:
        person = membership.person
        membership.delete()
        end_answering(away, person)
        if person.pk in held:
            continue
        if asks:
            JoinRequest.objects.get_or_create(organisation=keep, person=person)
        text = _("Your entry was there twice. Its managers are asked whether you may act for it.")
        if not asks:
            text = _("Your entry was there twice. You can take over the one that stays.")
        where = reverse("organisations:page" if asks else "organisations:claim", args=[keep.slug])
        tell(person, kind="organisations.merged", title=keep.name, text=text, url=where)
    for waiting in (Invitation, Handover):
        waiting._default_manager.filter(organisation=away).delete()
    return bool(memberships)


def _move_things(keep: Organisation, away: Organisation) -> None:
    for several in (Contact, Place):
        several._default_manager.filter(organisation=away).update(organisation=keep)
    for single in (Imprint, Verification, WorkNow):
        manager: Any = single._default_manager
        if not manager.filter(organisation=keep).exists():
            manager.filter(organisation=away).update(organisation=keep)
    File.objects.filter(owner_kind=FILES, owner_key=str(away.pk)).update(owner_key=str(keep.pk))
    taken = set(Page.objects.of("organisation", str(keep.pk)).values_list("slug", flat=True))
    for page in Page.objects.of("organisation", str(away.pk)):
        page.owner_key = str(keep.pk)
        page.slug = page.slug if page.slug not in taken else f"{page.slug[:60]}-{away.pk}"
        page.save(update_fields=["owner_key", "slug"])
