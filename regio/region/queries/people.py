"""The owner's people, for those who hand out duties."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.core import signing
from django.db.models import FETCH_RAISE, Q, QuerySet

from regio.core.privacy import Part
from regio.region import registry
from regio.region.models import DutyProposal, LegalText, Municipality, OwnerRole

if TYPE_CHECKING:
    from regio.accounts.models import User

SALT = "desk.person"
ADDRESS_SECONDS = 12 * 3600  # a working day; the list gives a new one


def roles(*, duty: str = "", municipality: Municipality | None = None) -> list[OwnerRole]:
    """Who holds what today, the county's people first; of one duty or one Gemeinde."""
    found = OwnerRole.objects.current().select_related("person", "municipality").defer("municipality__boundary")
    if duty:
        found = found.filter(duty=duty)
    if municipality:
        found = found.filter(municipality=municipality)
    order = ("municipality__sort_key", "duty", "person__name", "pk")
    found = found.order_by(*order).fetch_mode(FETCH_RAISE)
    return sorted(found, key=lambda role: role.municipality_id is not None)


def roles_of(person: Any) -> list[OwnerRole]:
    """What one person holds."""
    found = OwnerRole.objects.current().filter(person=person).select_related("municipality", "granted_by")
    return list(found.defer("municipality__boundary").order_by("duty", "municipality__sort_key", "pk"))


def waiting_proposals() -> QuerySet[DutyProposal]:
    """Grants that wait for a second person."""
    return DutyProposal.objects.all()


def proposals() -> list[DutyProposal]:
    """What waits for a second person."""
    found = DutyProposal.objects.select_related("person", "proposed_by", "municipality").defer("municipality__boundary")
    return list(found.order_by("proposed_at"))


def proposals_for(user: "User") -> int:
    """How many of them this person could confirm."""
    return DutyProposal.objects.exclude(proposed_by=user).exclude(person=user).count()


def held_elsewhere(person: Any) -> list[str]:
    """What the person holds in other rooms because they serve the owner, in words."""
    return [text for leaver in registry.leavers() for text in leaver.held(person)]


def address_of(person: Any) -> str:
    """A word for the address of a person's page on the desk that nobody can count through."""
    return signing.dumps(person.pk, salt=SALT)


def person_at(word: str) -> "User | None":
    """The person of such an address; None when it is damaged, too old or of nobody."""
    try:
        key = signing.loads(word, salt=SALT, max_age=ADDRESS_SECONDS)
    except signing.BadSignature:
        return None
    found: User | None = get_user_model().objects.filter(pk=key).first()
    return found


def person_by_email(email: str) -> "User | None":
    """By the whole address only: the desk is no directory of persons."""
    found: User | None = get_user_model().objects.filter(email=email.strip().lower(), is_active=True).first()
    return found


def parts_about(person: "User") -> Iterator[Part]:
    """For the export: the duties the person holds or may get, and what they granted and published for the owner."""
    duties: list[dict[str, object]] = [
        {
            "duty": role.duty,
            "municipality": role.municipality.name if role.municipality else "",
            "until": role.until.isoformat() if role.until else None,
            "granted_at": role.granted_at.isoformat(),
        }
        for role in roles_of(person)
    ]
    yield Part("region/duties.json", duties)
    granted = OwnerRole.objects.filter(granted_by=person).order_by("pk").values_list("duty", "granted_at")
    proposed = DutyProposal.objects.filter(Q(person=person) | Q(proposed_by=person)).order_by("pk")
    texts = LegalText.objects.filter(published_by=person).order_by("pk")
    done: list[dict[str, object]] = []
    done += [{"what": "duty granted", "duty": duty, "at": at.isoformat()} for duty, at in granted]
    done += [
        {"what": "duty proposed", "duty": one.duty, "for_me": one.person_id == person.pk, "at": str(one.proposed_at)}
        for one in proposed
    ]
    done += [{"what": "text published", "text": str(one), "at": str(one.published_at)} for one in texts]
    yield Part("region/done.json", done)
