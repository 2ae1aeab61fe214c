"""First steps on a person's desk: what they could do next, worked out from what is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from regio.accounts.queries import ways_in
from regio.chat.models import Conversation
from regio.core.privacy import Part
from regio.organisations.choices import ANSWERING, Kind
from regio.organisations.models import Follow, LetterRun, Organisation
from regio.organisations.queries.steps import way_of
from regio.pages.models import Page
from regio.portal.models import Dismissal
from regio.region.choices import Duty
from regio.region.models import LegalText, Municipality
from regio.region.queries import county
from regio.region.rules import duties_of

if TYPE_CHECKING:
    from regio.accounts.models import User

MOST = 3  # guides at once: nobody reads more
_FEW = 25  # entries of a county that has just begun


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `is_done` is seen from the data; what cannot be seen stays open until the list is put away."""

    label: str
    url: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Guide:
    """First steps of one kind of account."""

    name: str
    title: str
    steps: list[Step]

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(step.is_done for step in self.steps)


@dataclass(frozen=True, slots=True)
class Begun:
    """A county with few entries says so. `count`: how many there are."""

    count: int


def guides_of(person: "User") -> list[Guide]:
    """The lists this person has not put away and has not finished, most urgent first."""
    away = set(Dismissal.objects.filter(person=person).values_list("guide", flat=True))
    found: list[Guide] = []
    for make in (_owner, _town_halls, _organisations, _resident):
        found += [guide for guide in make(person) if guide.name not in away and guide.done < len(guide.steps)]
    return found[:MOST]


def has_put_away(person: "User") -> bool:
    """There is a list to show again."""
    return Dismissal.objects.filter(person=person).exists()


def begun(count: int) -> Begun | None:
    """None when there is enough to find."""
    return Begun(count) if count < _FEW else None


def _resident(person: "User") -> Iterator[Guide]:
    if person.memberships.exists() or duties_of(person):
        return
    directory = reverse("organisations:directory")
    asked = Conversation.objects.filter(person=person, last_seq__gt=0)
    yield Guide(
        "resident",
        _("First steps"),
        [
            Step(_("Say where you are at home"), reverse("accounts:profile"), person.home_id is not None),
            Step(_("Ask a shop, a club or an office something"), directory, asked.exists()),
            Step(_("Follow somebody whose news you want"), directory, Follow.objects.filter(person=person).exists()),
        ],
    )


def _organisations(person: "User") -> Iterator[Guide]:
    held = person.memberships.filter(role__in=ANSWERING).select_related("organisation").order_by("pk")
    for membership in held[:MOST]:
        yield _organisation(membership.organisation)


def _organisation(one: Organisation) -> Guide:
    steps = [Step(step.label, step.url, step.is_done) for step in way_of(one).steps]
    return Guide(f"organisation-{one.pk}", _("First steps for %(name)s") % {"name": one.name}, steps)


def _town_halls(person: "User") -> Iterator[Guide]:
    places = [place for duty, place in duties_of(person) if duty == Duty.EDITOR and place is not None]
    for place in Municipality.objects.filter(pk__in=places).defer("boundary").by_name()[:MOST]:
        offices = Organisation.objects.published().filter(municipality=place, kind=Kind.ADMINISTRATION)
        news = Page.objects.of("municipality", str(place.pk)).filter(deleted_at=None)
        steps = [
            Step(_("Write a welcome"), reverse("region:edit", args=[place.slug]), bool(place.welcome)),
            Step(
                _("Name your offices and who is responsible"),
                _offices(place),
                offices.filter(contacts__isnull=False).exists(),
            ),
            Step(_("Publish the first news"), reverse("pages:list", args=["gemeinden", place.slug]), news.exists()),
        ]
        yield Guide(f"municipality-{place.pk}", _("First steps for %(name)s") % {"name": place.name}, steps)


def _offices(place: Municipality) -> str:
    return f"{reverse('organisations:directory')}?gemeinde={place.slug}&art={Kind.ADMINISTRATION}"


def _owner(person: "User") -> Iterator[Guide]:
    held = {duty for duty, place in duties_of(person) if place is None}
    if not held & {Duty.TECHNICAL, Duty.EDITOR}:
        return
    own = county()
    ways = ways_in(person)
    is_safe = bool(ways.passkeys or ways.app_since)
    steps = [
        Step(_("Sign in safely: add a passkey or an app"), reverse("accounts:security"), is_safe),
        Step(_("Enter name, contact and legal notice"), reverse("desk:settings"), bool(own and own.imprint_name)),
        Step(_("Decide on terms and privacy"), reverse("desk:texts"), LegalText.objects.exclude(version=None).exists()),
        Step(
            _("Take in entries of open sources (on the server: regio import)"),
            reverse("organisations:directory"),
            Organisation.objects.exists(),
        ),
    ]
    if Duty.EDITOR in held:
        steps.append(
            Step(_("Invite the first organisations by letter"), reverse("letters:home"), LetterRun.objects.exists())
        )
    yield Guide("owner", _("First steps for the owners"), steps)


def parts_about(person: "User") -> Iterator[Part]:
    """For the export of `person`."""
    away = Dismissal.objects.filter(person=person).values_list("guide", "at")
    lists: list[dict[str, object]] = [{"list": guide, "put_away": at.isoformat()} for guide, at in away]
    yield Part("portal/first_steps.json", lists)
