"""Who may decide what. The owner's people with the duty of a kind, for the county or the Gemeinde of the case, never about
themselves; an appeal only by other eyes than those before."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from regio.core.time import now
from regio.moderation.choices import APPEAL, PENDING, UPHELD, Side, State
from regio.moderation.models import Case, Insight, Party
from regio.moderation.registry import Visitor, kind_named, kinds, owned_by
from regio.region.queries import county
from regio.region.rules import duties_of

if TYPE_CHECKING:
    from regio.accounts.models import User

APPEAL_TIME = timedelta(days=184)  # six months, however long they are (DSA Art. 20 (1))
INSIGHT_TIME = timedelta(hours=1)
LONGEST = 5000  # characters of any text written here


def can_use_desk(user: Visitor) -> bool:
    """Whether `user` holds any duty that decides cases."""
    return any(duty in {kind.duty for kind in kinds()} for duty, _place in held_by(user))


def can_see_case(user: Visitor, case: Case) -> bool:
    """On the desk: on duty for it and not concerned by it."""
    return is_on_duty(user, case) and not is_concerned(user, case)


def visible_cases(user: Visitor) -> Q:
    """Twin of `can_see_case`: condition on cases."""
    on_duty = Q(pk__in=[])
    for duty, place in held_by(user):
        names = [kind.name for kind in kinds() if kind.duty == duty]
        those = Q(kind__in=names) | Q(kind=APPEAL, appeal_of__kind__in=names)
        on_duty |= those if place is None else those & Q(municipality=place)
    return on_duty & ~concerning(user)


def is_on_duty(user: Visitor, case: Case) -> bool:
    """Holds the duty of the kind for the whole county or for the Gemeinde of the case."""
    duty = duty_of(case)
    return any(held == duty and place in (None, case.municipality_id or -1) for held, place in held_by(user))


def duty_of(case: Case) -> str:
    """The duty that decides `case`; of an appeal, that of the case before. Empty for a kind nobody registered."""
    kind = kind_named(case.appeal_of.kind if case.appeal_of else case.kind)
    return kind.duty if kind else ""


def is_concerned(user: Visitor, case: Case) -> bool:
    """Opened it, joined it, answers for what it is about, or the record is their own."""
    return Case.objects.filter(concerning(user), pk=case.pk).exists()


def concerning(user: Visitor) -> Q:
    """Twin of `is_concerned`."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    mine = Party.objects.filter(person_id=user.pk).values("case")
    found = Q(opened_by=user.pk) | Q(pk__in=mine) | Q(appeal_of__in=mine)
    for about_kind, keys in owned_by(user).items():
        if keys:
            found |= Q(about_kind=about_kind, about_key__in=keys)
            found |= Q(appeal_of__about_kind=about_kind, appeal_of__about_key__in=keys)
    # A subquery: a condition across `appeal_of` that is negated must not lose the cases without one.
    return Q(pk__in=Case.objects.filter(found).values("pk"))


def has_seen_before(user: Visitor, case: Case) -> bool:
    """True when `user` had a hand in the decision that `case` appeals, or in an earlier appeal against it."""
    if case.appeal_of_id is None:
        return False
    hand = Q(decided_by=user.pk) | Q(proposed_by=user.pk)
    before = Q(pk=case.appeal_of_id) | Q(appeal_of=case.appeal_of_id)
    return Case.objects.filter(before, hand).exclude(pk=case.pk).exists()


def can_decide(user: Visitor, case: Case) -> bool:
    """May see it, and is not one of those who decided before."""
    return can_see_case(user, case) and not has_seen_before(user, case)


def needs_second(case: Case) -> bool:
    """True where the owner chose four eyes for this kind or its duty."""
    region = county()
    chosen = getattr(region, "four_eyes", None) or ()
    return case.kind in chosen or duty_of(case) in chosen


def can_see_private(user: Visitor, case: Case) -> bool:
    """Evidence and what was private: after saying why, for an hour (audited as "moderation.private_seen")."""
    since = now() - INSIGHT_TIME
    return can_see_case(user, case) and Insight.objects.filter(case=case, by_id=user.pk, at__gte=since).exists()


def can_see_file(user: Visitor, key: str, purpose: str) -> bool:
    """Evidence of a case (files.registry): its opener, and the owner's people who said why they look."""
    try:
        case = Case.objects.select_related("appeal_of").filter(pk=UUID(key)).first()
    except ValueError:
        return False
    if case is None or not user.is_authenticated or not user.is_active:
        return False
    return case.opened_by_id == user.pk or can_see_private(user, case)


def belongs_to_desk(person: "User", key: str) -> bool:
    """Who is told as one of those who decide the case `key` (notifications.registry)."""
    case = Case.objects.select_related("appeal_of").filter(pk=UUID(key)).first()
    return case is not None and can_see_case(person, case)


def belongs_to_side(person: "User", key: str) -> bool:
    """Who is told as one who answers for what was reported: whoever still does."""
    return Party.objects.filter(pk=int(key), person=person, withdrawn_at=None).exists()


def can_answer(person: "User | None", case: Case) -> bool:
    """The opener, while a question is open. None: somebody without account, whose signed link the view has checked."""
    return case.state == State.ASKED and case.opened_by_id == (person.pk if person else None)


def is_first_party(party: Party) -> bool:
    """Who opened the case, not who joined it: the desk talks with them only."""
    first = Party.objects.filter(case=party.case_id, side=Side.OPENER).order_by("pk").first()
    return first == party


def can_withdraw(party: Party) -> bool:
    """Who asked may take it back until it is decided."""
    return party.side == Side.OPENER and party.withdrawn_at is None and party.case.state in PENDING


def can_appeal(party: Party, *, decided_at: datetime | None) -> bool:
    """Either side, once, within six months of the newest decision `decided_at`."""
    case = party.case
    kind = kind_named(case.kind)
    if kind is None or not kind.can_be_appealed or case.state != State.DECIDED or decided_at is None:
        return False
    if party.withdrawn_at or now() > decided_at + APPEAL_TIME:
        return False
    asked = case.appeals.exclude(state=State.WITHDRAWN)
    return not asked.filter(opened_by=party.person_id, opened_email=party.email).exists()


def newest_decision(case: Case) -> datetime | None:
    """When it was last decided about `case`: first, or in an appeal."""
    times = [case.decided_at, *case.appeals.filter(state=State.DECIDED).values_list("decided_at", flat=True)]
    return max((at for at in times if at), default=None)


def outcome_in_force(case: Case) -> str:
    """The outcome that counts: of the newest appeal that changed it, else the first."""
    changed = case.appeals.filter(state=State.DECIDED).exclude(outcome=UPHELD).order_by("-decided_at").first()
    return changed.outcome if changed else case.outcome


def can_edit_templates(user: Visitor) -> bool:
    """Whoever decides cases keeps their texts."""
    return can_use_desk(user)


def held_by(user: Visitor) -> frozenset[tuple[str, int | None]]:
    """Duties of an active person, each with its Gemeinde or None for the county."""
    return duties_of(user) if user.is_authenticated else frozenset()
