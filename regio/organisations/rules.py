"""Who may see and do what. Each visibility rule stands beside its SQL twin; a test proves that both agree."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Min, Q

from regio.core.time import now
from regio.files.choices import Purpose
from regio.organisations.choices import ANSWERING, RightName, Role
from regio.organisations.models import Hiding, Membership, Merger, Organisation, Right
from regio.region.choices import Duty
from regio.region.rules import holds_duty, municipalities_of

if TYPE_CHECKING:
    from regio.accounts.models import User

    type Visitor = User | AnonymousUser | None


def role_of(user: "Visitor", organisation: Organisation) -> str:
    """The role in which `user` acts for `organisation`; empty for everybody else and for closed accounts."""
    if user is None or not user.is_active:
        return ""
    found = Membership.objects.filter(person_id=user.pk, organisation_id=organisation.pk)
    return found.values_list("role", flat=True).first() or ""


def can_see_organisation(user: "Visitor", organisation: Organisation) -> bool:
    """Everybody sees what is published; its own people also see what is not yet."""
    return organisation.published_at is not None or bool(role_of(user, organisation))


def visible_organisations(user: "Visitor") -> Q:
    """Twin of `can_see_organisation`."""
    published = Q(published_at__isnull=False)
    if user is None or not user.is_active:
        return published
    return published | Q(pk__in=Membership.objects.filter(person_id=user.pk).values("organisation"))


def can_answer_for(user: "Visitor", organisation: Organisation) -> bool:
    """Editors and managers write and read as the organisation, and members who were given that right for a time."""
    if user is None or not user.is_active:
        return False
    held = Membership.objects.filter(Membership.answering(), person_id=user.pk, organisation_id=organisation.pk)
    return held.exists()


def answerable_organisations(user: "Visitor") -> Q:
    """Twin of `can_answer_for`."""
    if user is None or not user.is_active:
        return Q(pk__in=())
    held = Membership.objects.filter(Membership.answering(), person_id=user.pk)
    return Q(pk__in=held.values("organisation"))


def may_hear_organisation(user: "Visitor", key: str) -> bool:
    """Who may hear the stream `organisation-<key>`: those who answer for it. Asked again whenever a ticket is renewed."""
    if user is None or not user.is_active or not (key.isascii() and key.isdigit()) or len(key) > 18:
        return False
    return Membership.objects.filter(Membership.answering(), person_id=user.pk, organisation_id=int(key)).exists()


def answering_ends(user: "Visitor") -> datetime | None:
    """When the first right to answer of `user` ends that no role gives them anyway; None without such a right."""
    if user is None or not user.is_active:
        return None
    held = Right.objects.filter(membership__person_id=user.pk, right=RightName.ANSWER, until__gt=now())
    found: datetime | None = held.exclude(membership__role__in=ANSWERING).aggregate(first=Min("until"))["first"]
    return found


def has_right(user: "Visitor", organisation: Organisation, right: str) -> bool:
    """True when `user` may do this single thing (`RightName`) for `organisation`: by role, or by a right that lasts."""
    if user is None or not user.is_active:
        return False
    entitled = Q(role__in=ANSWERING) | Membership.holding(right)
    return Membership.objects.filter(entitled, person_id=user.pk, organisation_id=organisation.pk).exists()


def organisations_with_right(user: "Visitor", right: str) -> Q:
    """Twin of `has_right`."""
    if user is None or not user.is_active:
        return Q(pk__in=())
    entitled = Q(role__in=ANSWERING) | Membership.holding(right)
    return Q(pk__in=Membership.objects.filter(entitled, person_id=user.pk).values("organisation"))


def can_edit(by: "Visitor", organisation: Organisation, right: str) -> bool:
    """Who holds the right, and the owner's people for verification, who help. None is the platform itself."""
    return by is None or has_right(by, organisation, right) or helps(by, organisation)


def can_edit_organisation(by: "Visitor", organisation: Organisation) -> bool:
    """May change the page: texts, address, contacts, places, imprint."""
    return can_edit(by, organisation, RightName.PAGE)


def can_open_hub(user: "Visitor", organisation: Organisation) -> bool:
    """May change at least one thing; plain members without a right may not."""
    if user is None or not user.is_active:
        return False
    any_right = Q(role__in=ANSWERING) | Q(rights__until__gt=now())
    held = Membership.objects.filter(any_right, person_id=user.pk, organisation_id=organisation.pk)
    return held.exists() or helps(user, organisation)


def helps(user: "Visitor", organisation: Organisation) -> bool:
    """One of the owner's people for verification, county-wide or in its Gemeinde. What they change is audited like all."""
    if user is None or not user.is_authenticated:
        return False
    return holds_duty(user, Duty.VERIFICATION, municipality=organisation.municipality)


def can_import_organisations(by: "User | None") -> bool:
    """The platform itself (command line, demo), or the county's people for verification."""
    return by is None or holds_duty(by, Duty.VERIFICATION)


def can_publish_organisation(by: "User | None", organisation: Organisation) -> bool:
    """Its managers, and the owner's people for verification, county-wide or in its Gemeinde."""
    return can_manage_members(by, organisation)


def can_edit_imprint(by: "User | None", organisation: Organisation) -> bool:
    """Managers answer for it in law; the owner's people for verification help on the telephone."""
    return can_manage_members(by, organisation)


def can_register(by: "Visitor") -> bool:
    """Everybody with an account."""
    return by is not None and by.is_authenticated and by.is_active


def can_claim(by: "Visitor", organisation: Organisation) -> bool:
    """Whoever has an account and does not manage it yet may ask for an entry they can see."""
    if by is None or not by.is_authenticated or not by.is_active:
        return False
    role = role_of(by, organisation)
    return role != Role.MANAGER and (organisation.published_at is not None or bool(role))


def can_claim_by_code(by: "Visitor", organisation: Organisation) -> bool:
    """The entry comes from a source the operator has taken in, shows an address, and nobody looks after it yet."""
    is_offered = settings.CLAIM_BY_MAIL and bool(organisation.email and organisation.external_ref)
    return is_offered and can_claim(by, organisation) and not is_looked_after(organisation)


def is_looked_after(organisation: Organisation) -> bool:
    """True when there is somebody who manages it."""
    return Membership.objects.filter(
        organisation_id=organisation.pk, role=Role.MANAGER, person__is_active=True
    ).exists()


def can_merge(by: "User | None", organisation: Organisation) -> bool:
    """The owner's people for verification there; for two organisations both are asked. None is the platform itself."""
    return by is None or holds_duty(by, Duty.VERIFICATION, municipality=organisation.municipality)


def can_manage_members(by: "User | None", organisation: Organisation) -> bool:
    """Managers; the owner's people for verification hand a new organisation to its first manager."""
    if by is None or role_of(by, organisation) == Role.MANAGER:
        return True
    return holds_duty(by, Duty.VERIFICATION, municipality=organisation.municipality)


def belongs_to_managers(person: "User", key: str) -> bool:
    """Who is told as one of the managers of an organisation (notifications.registry)."""
    return Membership.objects.filter(person=person, organisation=int(key), role=Role.MANAGER).exists()


def belongs_to_team(person: "User", key: str) -> bool:
    """Who is told as somebody who acts for an organisation."""
    return Membership.objects.filter(person=person, organisation=int(key)).exists()


def belongs_to_editors(person: "User", key: str) -> bool:
    """Who is told as somebody who changes its page, the owner's people who help included."""
    found = Organisation.objects.select_related("municipality").filter(pk=int(key)).first()
    return found is not None and can_open_hub(person, found)


def can_leave(by: "User | None", person: "User") -> bool:
    """Everybody may give up their own role."""
    return by is not None and by.is_active and by.pk == person.pk


def can_see_file_of(user: "Visitor", key: str, purpose: str) -> bool:
    """Files of an organisation are seen by whoever may see or edit its page, evidence by the owner's people only."""
    if purpose != Purpose.EVIDENCE and Organisation.objects.filter(visible_organisations(user), pk=key).exists():
        return True
    organisation = Organisation.objects.select_related("municipality").filter(pk=key).first()
    return organisation is not None and helps(user, organisation)


def is_public_file_of(key: str, purpose: str) -> bool:
    """True when everybody sees its page, so that caches may keep its pictures."""
    return purpose != Purpose.EVIDENCE and can_see_file_of(None, key, purpose)


def shares_organisation(viewer: "User", person: "User") -> bool:
    """True when both act for one organisation: colleagues see whole names (accounts.rules.is_near)."""
    return Membership.objects.filter(person=person, organisation__memberships__person=viewer).exists()


def people_of_same_organisation(viewer: "User") -> Q:
    """Twin of `shares_organisation`."""
    return Q(pk__in=Membership.objects.filter(organisation__memberships__person=viewer).values("person"))


def places_for_letters(user: "Visitor") -> set[int] | None:
    """Keys of the Gemeinden whose organisations `user` may invite by letter; None: the whole county; empty: nowhere."""
    person = user if user is not None and user.is_authenticated else None
    found = [municipalities_of(person, duty) for duty in (Duty.EDITOR, Duty.VERIFICATION)]
    return None if None in found else {place for places in found for place in places or ()}


def can_send_letters(by: "Visitor") -> bool:
    """The owner's people for editing and for verification, of the county or of a Gemeinde."""
    return places_for_letters(by) != set()


def can_send_letter_to(by: "Visitor", organisation: Organisation) -> bool:
    """Those of a Gemeinde invite its organisations only."""
    allowed = places_for_letters(by)
    return allowed is None or organisation.municipality_id in allowed


def can_claim_by_letter(by: "Visitor", organisation: Organisation) -> bool:
    """Whoever has an account, for an entry nobody looks after that was neither hidden nor merged away."""
    if by is None or not by.is_authenticated or not by.is_active or is_looked_after(organisation):
        return False
    is_gone = Hiding.objects.filter(pk=organisation.pk).exists() or Merger.objects.filter(pk=organisation.pk).exists()
    return not is_gone


def can_follow(by: "User | None", organisation: Organisation) -> bool:
    """Everybody with an account who can see it."""
    return by is not None and by.is_active and can_see_organisation(by, organisation)


def can_call_region(by: "User | None") -> bool:
    """The county's editors ask all organisations how they work now."""
    return by is None or holds_duty(by, Duty.EDITOR)


def can_ask_to_join(by: "Visitor", organisation: Organisation) -> bool:
    """Whoever has an account, for what is public and somebody manages, unless they belong to it already."""
    if by is None or not by.is_authenticated or not by.is_active or organisation.published_at is None:
        return False
    return is_looked_after(organisation) and not role_of(by, organisation)
