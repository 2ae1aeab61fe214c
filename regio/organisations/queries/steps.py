"""First steps of an organisation: what makes its page useful, in the order in which people do it."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from regio.core.time import now
from regio.organisations.models import Membership, Organisation
from regio.organisations.queries.claim import open_registration
from regio.organisations.queries.imprint import imprint_gaps
from regio.pages.models import Page

if TYPE_CHECKING:
    from regio.accounts.models import User

FIRST_TIME = timedelta(days=30)  # how long somebody new is told what comes next once all is there


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; `is_done` is seen from the data. `is_last`: nothing shows whether it was done."""

    section: str
    label: str
    url: str
    is_done: bool
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """How far an organisation has come."""

    steps: list[Step]

    @property
    def done(self) -> int:
        """How many are done of those that can be seen."""
        return sum(step.is_done for step in self.counted)

    @property
    def counted(self) -> list[Step]:
        """Those of which it shows whether they are done."""
        return [step for step in self.steps if not step.is_last]

    @property
    def next(self) -> Step | None:
        """What to do now; None when everything that can be seen is there."""
        return next((step for step in self.counted if not step.is_done), None)

    def for_whoever_opens(self, sections: Container[str]) -> "Way":
        """Only what somebody can do who may open these sections of the hub."""
        return Way([step for step in self.steps if step.section in sections])


def way_of(one: Organisation) -> Way:
    """What the page of `one` has and what comes next."""

    def to(section: str) -> str:
        return reverse(f"organisations:{section}", args=[one.slug])

    is_whole, is_sent = not imprint_gaps(one), bool(one.published_at) or open_registration(one) is not None
    is_ready = is_whole and not is_sent
    imprint = to("publish") if is_ready else to("edit_imprint")
    words = _("Publish the page") if is_ready else _("Complete the imprint and publish")
    pages = Page.objects.of("organisation", str(one.pk)).filter(deleted_at=None)
    is_named = bool(one.description and one.street and (one.phone or one.email))
    hours, address = (
        bool(one.opening_hours or one.opening_hours_text),
        reverse("pages:list", args=["verzeichnis", one.slug]),
    )
    return Way(
        [
            Step("imprint", words, imprint, is_whole and is_sent),
            Step("photos", _("Add a photo"), to("edit_photos"), bool(one.picture)),
            Step("hours", _("Enter your opening hours"), to("edit_hours"), hours),
            Step("facts", _("Complete name, texts and address"), to("edit_facts"), is_named),
            Step("pages", _("Write a page or news"), address, pages.exists()),
            Step("sign", _("Print the sign for your window"), to("edit_sign"), is_done=False, is_last=True),
        ]
    )


def is_new_here(user: "User", one: Organisation) -> bool:
    """`user` has begun to act for it only lately."""
    return Membership.objects.filter(organisation=one, person=user, since__gt=now() - FIRST_TIME).exists()
