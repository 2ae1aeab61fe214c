"""Whom the owner can invite by letter, what stands in the letters, and how far a run is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from markupsafe import Markup

from regio.core import paper
from regio.core.privacy import Part
from regio.core.text import sort_key
from regio.files.queries import Shown, files_of
from regio.organisations.models import Letter, LetterRun, Organisation
from regio.organisations.queries.documents import with_places
from regio.organisations.rules import places_for_letters
from regio.region.models import County, Municipality
from regio.region.queries import county

if TYPE_CHECKING:
    from regio.accounts.models import User

KIND = "organisations.letters"
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, looked over."""

    line: int
    name: str
    street: str
    postcode: str
    city: str
    municipality: Municipality | None
    kind: str
    email: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """One page: to whom, the code as people read it, and the QR code that carries it."""

    letter: Letter
    code: str
    address: str
    qr: Markup


@dataclass(frozen=True, slots=True)
class Post:
    """Everything the template of the letters needs."""

    text: str
    sender: str
    county: County
    pages: Sequence[Printed]


def likely_known(row: Row) -> Organisation | None:
    """The organisation of this line, by its reference or by name and postcode."""
    if row.ref:
        return with_places().filter(external_ref=row.ref).first()
    return with_places().filter(sort_key=sort_key(row.name), postcode=row.postcode).first()


def unclaimed(user: "User", *, municipality: Municipality | None = None, kind: str = "") -> QuerySet[Organisation]:
    """Public entries with an address that nobody looks after and that got no letter whose code still works."""
    found = with_places().published().filter(memberships=None).exclude(Q(street="") | Q(city=""))
    found = found.exclude(letters__used_at=None, letters__isnull=False)
    allowed = places_for_letters(user)
    if allowed is not None:
        found = found.filter(municipality__in=allowed)
    if municipality is not None:
        found = found.filter(municipality=municipality)
    return found.filter(kind=kind).by_name() if kind else found.by_name()


def places_to_invite(user: "User") -> list[Municipality]:
    """The Gemeinden whose organisations `user` may invite."""
    allowed = places_for_letters(user)
    own = Municipality.objects.own().by_name().defer("boundary")
    return list(own if allowed is None else own.filter(pk__in=allowed))


def runs_of_desk(user: "User") -> list[LetterRun]:
    """The newest runs: all for the county's people, their own for those of a Gemeinde."""
    counted = LetterRun.objects.annotate(
        count=Count("letters"), used=Count("letters", filter=Q(letters__used_at__isnull=False))
    )
    found = counted if places_for_letters(user) is None else counted.filter(by=user)
    return list(found.order_by("-created_at")[:_SHOWN])


def run_for(user: "User", key: UUID) -> LetterRun | None:
    """One of them."""
    found = LetterRun.objects.filter(pk=key)
    return (found if places_for_letters(user) is None else found.filter(by=user)).first()


def may_see_run(user: "object", key: str, purpose: str) -> bool:
    """Who may download the PDF: those who see the run."""
    return bool(getattr(user, "is_authenticated", False)) and run_for(user, UUID(key)) is not None  # type: ignore[arg-type]  # signed in


def pdf_of_run(run: LetterRun) -> Shown | None:
    """None before it is printed and after seven days."""
    found = files_of((KIND, str(run.pk)), purpose="document")
    return found[0] if found else None


def letters_of(run: LetterRun) -> QuerySet[Letter]:
    """In the order of the pages."""
    return run.letters.select_related("organisation")


def drawn(run: LetterRun, letters: Sequence[Letter], codes: dict[int, str]) -> Post:
    """The letters of `run` with their codes (by key of the letter)."""
    own = county() or County(name="Regio-Plattform")
    pages = []
    for letter in letters:
        code = codes[letter.pk]
        address = settings.BASE_URL + reverse("organisations:claim_letter", args=[letter.organisation.slug])
        pages.append(Printed(letter, readable(code), address, paper.qr(f"{address}?code={code}")))
    sender = " · ".join([own.imprint_name or own.name, *own.imprint_address.split("\n")])
    return Post(run.text, sender[:120], own, pages)


def known_as(code: str) -> str:
    """A code without what people type into it."""
    return "".join(letter for letter in code.upper() if letter.isascii() and letter.isalnum())


def readable(code: str) -> str:
    """`ABCD-EFGH-JKLM`."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def invited(slug: str) -> Organisation | None:
    """The organisation at this address if a letter was sent to it, public or not."""
    return with_places().filter(slug=slug, letters__used_at=None, letters__isnull=False).distinct().first()


def parts_of_letters(person: "User") -> Iterator[Part]:
    """For the export of `person`: runs they started."""
    runs: list[dict[str, object]] = [
        {"at": run.created_at.isoformat(), "text": run.text} for run in LetterRun.objects.filter(by=person)
    ]
    yield Part("organisations/letters.json", runs)
